// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Data sets that are missing, damaged, or not what the run file says.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {
namespace {

// 16 images of 28x28 pixels and their labels, as the headers of MNIST's files state them.
const std::string kImagesHeader = "printf '\\0\\0\\10\\3\\0\\0\\0\\20\\0\\0\\0\\34\\0\\0\\0\\34'";
const std::string kLabelsHeader = "printf '\\0\\0\\10\\1\\0\\0\\0\\20'";

const std::vector<Edit> kMnist = {{"name: fashion-mnist", "name: mnist, path: data"}};
const std::vector<Edit> kCifar = {
    {"name: fashion-mnist", "name: cifar-10, path: data"},
    {"mean: [0.2860], std: [0.3530]", "mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2]"},
    {"lenet5.onnx", "resnet20-cifar-10.onnx"}};

}  // namespace

const std::vector<Mistake> kDatasetMistakes = {
    badFiles("DamagedCalibrationFile", "echo '{ \"schema\": 1' > c.json",
             {{"images: 16 }", "images: 16, file: c.json }"}},
             "ohmic: c.json: found no JSON at byte 15; a calibration of this run "
             "file; write it again with `ohmic calibrate RUN.yaml -o CALIBRATION.json`"),
    badFiles("CalibrationOfAnotherConfiguration",
             "echo '{ \"schema\": 2, \"hash\": \"0\", \"layers\": [] }' > c.json",
             {{"images: 16 }", "images: 16, file: c.json }"}},
             "ohmic: c.json: calibration.file: made for another configuration, network or data set; a "
             "calibration of "
             "this run file; write it again with `ohmic calibrate RUN.yaml -o CALIBRATION.json`"),
    badRunFile("UnknownDataset", {{"name: fashion-mnist", "name: fasion-mnist"}},
               "ohmic: run.yaml:2:18: dataset.name: found 'fasion-mnist'; allowed: fashion-mnist, mnist, "
               "cifar-10, cifar-100, npz, csv, folder; did you mean 'fashion-mnist'?"),
    badFiles("CropOfNothing", "mkdir data", {{"name: fashion-mnist", "name: folder, path: data, crop: 0"}},
             "ohmic: run.yaml:2:44: dataset.crop: found 0; allowed: in [1, 4096]"),
    badFiles("ResizeBelowZero", "mkdir data",
             {{"name: fashion-mnist", "name: folder, path: data, resize: -1"}},
             "ohmic: run.yaml:2:46: dataset.resize: found -1; allowed: in [0, 4096]"),
    badFiles("CropOfAnUnfoldedSet", "mkdir data",
             {{"name: fashion-mnist", "name: mnist, path: data, crop: 20"}},
             "ohmic: run.yaml:2:37: dataset.crop: unknown key; allowed here: images, mean, name, path, "
             "range, split, std"),
    badFiles("ClassesThatAreNoList", "touch a.npz",
             {{"name: fashion-mnist", "name: npz, path: a.npz, classes: { a: b }"}},
             "ohmic: run.yaml:2:45: dataset.classes: a text expected, found a mapping"),
    badRunFile("DatasetWithoutPath", {{"name: fashion-mnist", "name: cifar-10"}},
               "ohmic: run.yaml:2:10: dataset.path: missing; write the path of a file or folder"),
    badRunFile(
        "DatasetFolderIsMissing", {{"name: fashion-mnist", "name: mnist, path: nowhere"}},
        "ohmic: run.yaml:2:31: dataset.path: no file or folder 'nowhere'; looked in ., {folder}, {source}"),
    badFiles("DatasetFolderIsEmpty", "mkdir data", kMnist,
             "ohmic: data: found no t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz, nor by another name "
             "that mirrors "
             "give it (t10k-images.idx3-ubyte); allowed: the data set's folder; try the files of "
             "https://ossci-datasets.s3.amazonaws.com/mnist/"),
    badFiles("CifarFolderIsEmpty", "mkdir data", {{"name: fashion-mnist", "name: cifar-10, path: data"}},
             "ohmic: data: found no test_batch.bin and no test_batch; allowed: the data set's folder; try "
             "unpacking https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and naming its folder"),
    badFiles("ImagesAreTruncated",
             "mkdir data; (" + kImagesHeader + ";head -c 100 /dev/zero) > data/t10k-images-idx3-ubyte; (" +
                 kLabelsHeader + ";head -c 16 /dev/zero) > data/t10k-labels-idx1-ubyte",
             kMnist,
             "ohmic: data/t10k-images-idx3-ubyte: found 100 bytes of data; allowed: 12544; try copying the "
             "file again"),
    badFiles("ImagesAreTooLong",
             "mkdir data; (" + kImagesHeader + ";head -c 12545 /dev/zero) > data/t10k-images-idx3-ubyte; (" +
                 kLabelsHeader + ";head -c 16 /dev/zero) > data/t10k-labels-idx1-ubyte",
             {kMnist[0], {"images: 8", "images: 16"}},  // all of them: what is not asked for is not read
             "ohmic: data/t10k-images-idx3-ubyte: found more bytes than the header states; allowed: 12544; "
             "try copying the file again"),
    badFiles("ImagesEndInTheHeader",
             "mkdir data; (printf '\\0\\0\\10') > data/t10k-images-idx3-ubyte; (" + kLabelsHeader +
                 ";head -c 16 /dev/zero) > data/t10k-labels-idx1-ubyte",
             kMnist,
             "ohmic: data/t10k-images-idx3-ubyte: found a file that ends within its header; allowed: a whole "
             "IDX file; try copying the file again"),
    badFiles("ImagesAndLabelsExchanged",
             "mkdir data; (" + kLabelsHeader + ";head -c 16 /dev/zero) > data/t10k-images-idx3-ubyte; (" +
                 kImagesHeader + ";head -c 12544 /dev/zero) > data/t10k-labels-idx1-ubyte",
             kMnist,
             "ohmic: data/t10k-images-idx3-ubyte: found magic 2049; allowed: 2051, IDX images; try "
             "exchanging the files for images and labels, or copying them again"),
    badFiles("LabelsAreTruncated",
             "mkdir data; (" + kImagesHeader + ";head -c 12544 /dev/zero) > data/t10k-images-idx3-ubyte; (" +
                 kLabelsHeader + ";head -c 15 /dev/zero) > data/t10k-labels-idx1-ubyte",
             kMnist,
             "ohmic: data/t10k-labels-idx1-ubyte: found 15 bytes of data; allowed: 16; try copying the file "
             "again"),
    badFiles("FewerLabelsThanImages",
             "mkdir data; (" + kImagesHeader +
                 ";head -c 12544 /dev/zero) > data/t10k-images-idx3-ubyte; (printf "
                 "'\\0\\0\\10\\1\\0\\0\\0\\17';head -c 15 /dev/zero) > data/t10k-labels-idx1-ubyte",
             kMnist,
             "ohmic: data/t10k-labels-idx1-ubyte: found 15 labels; allowed: 16, one per image of "
             "data/t10k-images-idx3-ubyte"),
    badFiles("LabelOutOfRange",
             "mkdir data; (" + kImagesHeader + ";head -c 12544 /dev/zero) > data/t10k-images-idx3-ubyte; (" +
                 kLabelsHeader + ";head -c 15 /dev/zero; printf '\\12') > data/t10k-labels-idx1-ubyte",
             kMnist,
             "ohmic: data/t10k-labels-idx1-ubyte: found label 10 at image 15; allowed: in [0, 9]; try "
             "copying the file again"),
    badFiles("ImagesAreATruncatedArchive",
             "mkdir data; (" + kImagesHeader + ";head -c 12544 /dev/zero) > data/t10k-images-idx3-ubyte; (" +
                 kLabelsHeader +
                 ";head -c 16 /dev/zero) > data/t10k-labels-idx1-ubyte; gzip data/t10k-images-idx3-ubyte; "
                 "truncate -s 40 data/t10k-images-idx3-ubyte.gz",
             kMnist,
             "ohmic: data/t10k-images-idx3-ubyte.gz: found a file that ends within its header; allowed: a "
             "whole IDX file; try copying the file again"),
    badFiles("CifarFileIsTruncated", "mkdir data; head -c 30729999 /dev/zero > data/test_batch.bin", kCifar,
             "ohmic: data/test_batch.bin: found 30729999 bytes; allowed: 30730000, 10000 records of "
             "CIFAR-10's binary version; try unpacking the archive again"),
    badFiles("CifarFileIsTooLong", "mkdir data; head -c 30730001 /dev/zero > data/test_batch.bin", kCifar,
             "ohmic: data/test_batch.bin: found 30730001 bytes; allowed: 30730000, 10000 records of "
             "CIFAR-10's binary version; try unpacking the archive again"),
    badFiles("CifarLabelOutOfRange",
             "mkdir data; (printf '\\143'; head -c 30729999 /dev/zero) > data/test_batch.bin", kCifar,
             "ohmic: data/test_batch.bin: found label 99 at image 0; allowed: in [0, 9]; try copying the "
             "file again"),
    badRunFile(
        "ThreeMeansForOneChannel", {{"[0.2860]", "[0.4, 0.5, 0.6]"}},
        "ohmic: run.yaml:2:63: dataset.mean: found 3 values; allowed: 1, one per channel of the images"),
    badRunFile("StandardDeviationOfZero", {{"[0.3530]", "[0]"}},
               "ohmic: run.yaml:2:79: dataset.std[0]: found 0; allowed: > 0"),
    badRunFile("MoreImagesThanThereAre", {{"images: 8", "images: 10001"}},
               "ohmic: run.yaml:2:54: dataset.images: found 10001; allowed: at most 10000, which the test "
               "split has"),
    badRunFile("MoreCalibrationImagesThanThereAre", {{"images: 16", "images: 60001"}},
               "ohmic: run.yaml:11:38: calibration.images: found 60001; allowed: at most 60000, which the "
               "train split has"),
};

}  // namespace ohmic::tests
