// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Networks that cannot be read, or do not fit the images.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {

const std::vector<Mistake> kModelMistakes = {
    badRunFile("ModelIsMissing", {{"lenet5.onnx", "lenet6.onnx"}},
               "ohmic: run.yaml:1:19: network.model: no file or folder 'lenet6.onnx'; looked in ., {folder}, "
               "{source}"),
    badFiles("ModelIsEmpty", "rm lenet5.onnx; : > lenet5.onnx", {},
             "ohmic: lenet5.onnx: found an empty file; allowed: an ONNX model; try copying or downloading it "
             "again"),
    badFiles("ModelIsTruncated", "head -c 5000 lenet5.onnx > short.onnx", {{"lenet5.onnx", "short.onnx"}},
             "ohmic: short.onnx: found bytes that are no whole ONNX model; allowed: a model as "
             "torch.onnx.export writes it; try copying or exporting the file again"),
    badFiles("ModelIsText", "rm lenet5.onnx; echo \"not a network\" > lenet5.onnx", {},
             "ohmic: lenet5.onnx: found a text; allowed: an ONNX model; try the network's file"),
    badFiles("ModelIsAFolder", "mkdir net.onnx", {{"lenet5.onnx", "net.onnx"}},
             "ohmic: net.onnx: found a folder; allowed: an ONNX model; try another path"),
    badFiles(
        "ModelIsAnImage", "printf \"\\211PNG\\r\\n\\032\\n\" > photo.onnx", {{"lenet5.onnx", "photo.onnx"}},
        "ohmic: photo.onnx: found a picture (PNG); allowed: an ONNX model; try the network's file; pictures "
        "belong to the data set"),
    badRunFile("NetworkOfAnotherShape", {{"lenet5.onnx", "resnet20-cifar-10.onnx"}},
               "ohmic: run.yaml:1:19: network.model: the network takes samples of 3x32x32, the data set "
               "fashion-mnist has 1x28x28; samples of the network's shape, or of as many elements in an "
               "order that is "
               "certain; choose another dataset.name or another model"),
};

}  // namespace ohmic::tests
