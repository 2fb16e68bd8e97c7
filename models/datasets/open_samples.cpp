// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/open_samples.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "models/datasets/cifar100_names.h"
#include "models/datasets/cifar_file.h"
#include "models/datasets/idx_file.h"
#include "models/datasets/image_set.h"
#include "models/datasets/numpy_images.h"
#include "models/datasets/picture_folder.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr const char* kFashionFolder = "/usr/share/datasets/fashion-mnist";

using Names = std::vector<std::string>;

bool isFile(const fs::path& file) {
  std::error_code failure;
  return fs::is_regular_file(file, failure);
}

[[noreturn]] void refuseMissing(const fs::path& folder, const std::string& file, const char* remedy) {
  throw within(folder.string(),
               configs::InputError("found no " + file + "; allowed: the data set's folder; " + remedy));
}

/// The file, or its compressed form.
fs::path findIdx(const fs::path& folder, const std::string& name, const char* remedy) {
  for (const char* ending : {"", ".gz"}) {
    if (isFile(folder / (name + ending))) {
      return folder / (name + ending);
    }
  }
  refuseMissing(folder, name + " or " + name + ".gz", remedy);
}

RawImages openIdx(const fs::path& folder, Split split, std::int64_t limit, const char* remedy) {
  const std::string prefix = split == Split::kTrain ? "train" : "t10k";
  const fs::path images = findIdx(folder, prefix + "-images-idx3-ubyte", remedy);
  return readIdx(images, findIdx(folder, prefix + "-labels-idx1-ubyte", remedy), limit);
}

RawImages openCifar(const fs::path& folder, Split split) {
  const fs::path inner = isFile(folder / "test_batch.bin") ? folder : folder / "cifar-10-batches-bin";
  std::vector<fs::path> files;
  if (split == Split::kTest) {
    files.push_back(inner / "test_batch.bin");
  } else {
    for (int batch = 1; batch <= 5; ++batch) {
      files.push_back(inner / fmt::format("data_batch_{}.bin", batch));
    }
  }
  for (const fs::path& file : files) {
    if (!isFile(file)) {
      refuseMissing(
          folder, file.filename().string(),
          "try unpacking https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and naming its folder");
    }
  }
  return readCifar(files);
}

RawImages openCifar100(const fs::path& folder, Split split) {
  const std::string name = split == Split::kTrain ? "train.bin" : "test.bin";
  const fs::path inner = isFile(folder / name) ? folder : folder / "cifar-100-binary";
  if (!isFile(inner / name)) {
    refuseMissing(
        folder, name,
        "try unpacking https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz and naming its folder");
  }
  return readCifar100(inner / name, split == Split::kTrain ? 50000 : 10000);
}

Names classNames(const std::string& name) {
  if (name == "fashion-mnist") {
    return {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
            "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
  }
  if (name == "mnist") {
    return {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  }
  if (name == "cifar-10") {
    return {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
  }
  if (name == "cifar-100") {
    return cifar100Names();
  }
  refuse("found data set " + inQuotes(name),
         "allowed: fashion-mnist, mnist, cifar-10, cifar-100, npz, folder");
}

/// The numbers of the labels where nobody named the classes.
Names namesOf(const DatasetChoice& choice, const RawImages& raw) {
  if (!choice.classes.empty()) {
    return choice.classes;
  }
  Names names;
  for (int label = 0; label <= *std::max_element(raw.labels.begin(), raw.labels.end()); ++label) {
    names.push_back(std::to_string(label));
  }
  return names;
}

/// The folder of the split's classes: PATH/train, PATH/test or PATH/val.
fs::path splitFolder(const DatasetChoice& choice) {
  std::error_code failure;
  const bool isTrain = choice.split == Split::kTrain;
  for (const char* name : {isTrain ? "train" : "test", isTrain ? "training" : "val"}) {
    if (fs::is_directory(choice.path / name, failure)) {
      return choice.path / name;
    }
  }
  refuseMissing(choice.path, isTrain ? "folder train" : "folder test or val",
                "try a folder per split, in each of them a folder per class");
}

NamedImages openNamed(const DatasetChoice& choice) {
  const bool isOwn = choice.name == "folder" || choice.name == "npz";
  Names known = isOwn ? Names() : classNames(choice.name);
  if (choice.name != "fashion-mnist" && choice.path.empty()) {
    refuse("found no path for " + choice.name, "allowed: the folder of its files", "try adding dataset.path");
  }
  if (choice.name == "folder") {
    return readPictureFolder(splitFolder(choice), choice.resize, choice.crop, choice.images);
  }
  if (choice.name == "npz") {
    RawImages raw = readNumpyImages(choice.path, choice.split == Split::kTrain ? "train" : "test");
    Names classes = namesOf(choice, raw);
    return {std::move(raw), std::move(classes)};
  }
  if (choice.name == "cifar-10") {
    return {openCifar(choice.path, choice.split), std::move(known)};
  }
  if (choice.name == "cifar-100") {
    return {openCifar100(choice.path, choice.split), std::move(known)};
  }
  const bool isFashion = choice.name == "fashion-mnist";
  return {openIdx(isFashion && choice.path.empty() ? fs::path(kFashionFolder) : choice.path, choice.split, choice.images,
                  isFashion ? "try apt install dataset-fashion-mnist"
                            : "try the files of https://ossci-datasets.s3.amazonaws.com/mnist/"),
          std::move(known)};
}

[[noreturn]] void refuseKey(const DatasetChoice& choice, const std::string& key, std::string found,
                            std::string allowed) {
  throw configs::InputError(
      configs::Complaint{{}, choice.section + "." + key, std::move(found), std::move(allowed), {}});
}

/// mean and std hold a number for each channel, or nothing.
void checkChannels(const DatasetChoice& choice, const RawImages& raw) {
  const auto channels = static_cast<std::size_t>(raw.shape.at(0));
  for (const auto& [key, values] : {std::pair{"mean", &choice.mean}, {"std", &choice.deviation}}) {
    if (!values->empty() && values->size() != channels) {
      refuseKey(choice, key, fmt::format("found {} values", values->size()),
                fmt::format("allowed: {}, one per channel of the images", channels));
    }
  }
}

}  // namespace

std::unique_ptr<Samples> openSamples(const DatasetChoice& choice) {
  auto [raw, classes] = openNamed(choice);
  checkLabels(raw.labels, classes.size(), raw.files.back());
  checkChannels(choice, raw);
  const auto available = static_cast<std::int64_t>(raw.labels.size());
  if (choice.images < 0 || choice.images > available) {
    refuseKey(choice, "images", fmt::format("found {}", choice.images),
              fmt::format("allowed: at most {}, which the {} split has", available,
                          choice.split == Split::kTrain ? "train" : "test"));
  }
  if (choice.images > 0) {
    raw.labels.resize(static_cast<std::size_t>(choice.images));
    const auto elements = static_cast<std::size_t>(choice.images * elementCount(raw.shape));
    raw.pixels.resize(raw.pixels.empty() ? 0 : elements);
    raw.pixels.shrink_to_fit();
    raw.reals.resize(raw.reals.empty() ? 0 : elements);
    raw.reals.shrink_to_fit();
  }
  return std::make_unique<ImageSet>(std::move(raw), std::move(classes), choice.mean, choice.deviation);
}

}  // namespace ohmic::models
