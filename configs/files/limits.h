// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "configs/files/read_file.h"

namespace ohmic::configs {

// How much of each kind of input Ohmic reads: one limit each, far above what anybody needs and checked before
// memory is taken. docs/limits.md lists them; a test compares.

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

constexpr FileKind kYamlFile{"a YAML file expected", 1 * kMiB};
constexpr FileKind kModelFile{"allowed: an ONNX model", 2 * kGiB - 1, "try another path"};  // of protobuf
constexpr FileKind kTableFile{"allowed: a CSV table", 64 * kMiB};
constexpr FileKind kSampleTable{"allowed: a CSV table", 256 * kMiB, "save larger ones with numpy.savez"};
constexpr FileKind kNumpyFile{"allowed: a .npy array", 8 * kGiB};
constexpr FileKind kNumpyArchive{"allowed: an archive as numpy.savez writes it", 8 * kGiB, "try numpy.savez"};
constexpr FileKind kChipFile{"an .npz archive that `ohmic program` wrote", 8 * kGiB,
                             "write it with `ohmic program RUN.yaml -o CHIP.npz`"};
constexpr FileKind kSummaryFile{"a run's summary.json", 256 * kMiB, "name a folder that `ohmic run` wrote"};
constexpr FileKind kCalibrationFile{"a calibration of this run file", 64 * kMiB,
                                    "write it again with `ohmic calibrate RUN.yaml -o CALIBRATION.json`"};
constexpr FileKind kPlanFile{"a folder that `ohmic study run` wrote", 256 * kMiB,
                             "name the study file, or its results folder"};
constexpr FileKind kFailedPointFile{"a failed point's file", 16 * kMiB, "remove it, and run the study again"};
constexpr FileKind kPictureFile{"allowed: a whole JPEG or PNG picture", 256 * kMiB,
                                "try converting or copying the file again"};
constexpr FileKind kIdxFile{"allowed: a whole IDX file, plain or gzip", 8 * kGiB,
                            "try copying the file again"};
constexpr FileKind kCifarFile{"allowed: a file of CIFAR's binary version", 1 * kGiB,
                              "try unpacking the archive again"};
constexpr FileKind kWeightsFile{"allowed: the data of an ONNX model", 1024 * kGiB,
                                "try exporting the model again"};
constexpr FileKind kAnyFile{"allowed: a readable file", 1024 * kGiB};

constexpr std::int64_t kMostImages = 10000000;       // of an IDX file or an array
constexpr std::uint64_t kMostArrayHeader = 10000;    // bytes of a .npy file's: NumPy's own
constexpr std::int64_t kMostSide = 65500;            // of a picture, in pixels: libjpeg's own
constexpr std::int64_t kMostPixels = 67108864;       // of a picture, also once it is resized
constexpr std::int64_t kMostPixelsOfAByte = 1024;    // of a JPEG: Huffman's code takes a bit for 64 pixels
constexpr std::uint64_t kMostInflation = 1032;       // bytes that deflate makes of one: zlib's greatest ratio
constexpr std::int64_t kMostArchiveFiles = 1000000;  // of a ZIP archive
constexpr std::size_t kMostCsvRows = 1000000;
constexpr std::size_t kMostCsvFields = 10000;  // of a row
constexpr int kMostJsonLevels = 64;
constexpr std::int64_t kMostJsonValues = 10000000;
constexpr std::size_t kMostPoints = 100000;     // of a study, and of each of its axes
constexpr std::size_t kMostSettings = 2000000;  // of keys by a study's points, and by its axes
constexpr std::size_t kMostSizes = 100;         // of a study

}  // namespace ohmic::configs
