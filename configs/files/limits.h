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

}  // namespace ohmic::configs
