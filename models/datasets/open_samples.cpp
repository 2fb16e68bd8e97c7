// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/open_samples.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "models/datasets/cifar100_names.h"
#include "models/datasets/cifar_file.h"
#include "models/datasets/foreign_data.h"
#include "models/datasets/idx_file.h"
#include "models/datasets/image_set.h"
#include "models/datasets/numpy_images.h"
#include "models/datasets/picture_folder.h"
#include "models/datasets/table_samples.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

/// What is no file either (a pipe, a device) is refused by whoever reads it.
bool isFile(const fs::path& file) {
  std::error_code failure;
  return fs::exists(file, failure) && !fs::is_directory(file, failure);
}

[[noreturn]] void refuseMissing(const fs::path& folder, const std::string& file, const char* remedy) {
  throw MissingSplit(
      within(folder.string(),
             configs::InputError("found no " + file + "; allowed: the data set's folder; " + remedy)));
}

/// The names that a file of MNIST's four has on its mirrors: train-images-idx3-ubyte,
/// train-images.idx3-ubyte.
Names idxNames(Split split, const char* kind, const char* format) {
  Names names;
  const auto prefixes = split == Split::train ? Names{"train"} : Names{"t10k", "test"};
  for (const std::string& prefix : prefixes) {
    for (const char* mark : {"-", "."}) {
      for (const char* ending : {"", ".gz"}) {
        names.push_back(fmt::format("{}-{}{}{}-ubyte{}", prefix, kind, mark, format, ending));
      }
    }
  }
  return names;
}

/// One of MNIST's files: in the folder, or where torchvision (MNIST/raw) or Kaggle (in a folder of its own
/// name) put it.
fs::path findIdx(const DatasetChoice& choice, const fs::path& folder, const char* kind, const char* format,
                 const char* remedy) {
  const char* const torchvision = choice.name == "mnist" ? "MNIST" : "FashionMNIST";
  const Names names = idxNames(choice.split, kind, format);
  for (const fs::path& place : {folder, folder / "raw", folder / torchvision / "raw"}) {
    for (const std::string& name : names) {
      for (const fs::path& file : {place / name, place / name / name}) {
        if (isFile(file)) {
          return file;
        }
      }
    }
  }
  refuseMissing(
      folder, names[0] + " or " + names[1] + ", nor by another name that mirrors give it (" + names[2] + ")",
      remedy);
}

RawImages openIdx(const DatasetChoice& choice, const fs::path& folder, const char* remedy) {
  const fs::path images = findIdx(choice, folder, "images", "idx3", remedy);
  return readIdx(images, findIdx(choice, folder, "labels", "idx1", remedy), choice.images);
}

/// The file of that name in the folder, or below it in the folder that the archive unpacks to; empty: in
/// neither.
fs::path findCifar(const fs::path& folder, const char* archive, const std::string& name) {
  for (const fs::path& file : {folder / name, folder / archive / name}) {
    if (isFile(file)) {
      return file;
    }
  }
  return {};
}

/// CIFAR's files in one of its versions: all of a split; none if the first is missing.
std::vector<fs::path> cifarFiles(const fs::path& folder, const char* archive, const Names& names) {
  std::vector<fs::path> files;
  for (const std::string& name : names) {
    files.push_back(findCifar(folder, archive, name));
    if (files.size() == 1 && files[0].empty()) {
      return {};
    }
    if (files.back().empty()) {
      refuseMissing(folder, name, "try unpacking the archive again");
    }
  }
  return files;
}

RawImages openCifar(const fs::path& folder, Split split, std::int64_t images) {
  Names names{"test_batch"};
  if (split == Split::train) {
    names = {"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"};
  }
  Names binary;
  for (const std::string& name : names) {
    binary.push_back(name + ".bin");
  }
  const auto files = cifarFiles(folder, "cifar-10-batches-bin", binary);
  if (!files.empty()) {
    return readCifar(files, images);
  }
  const auto pickles = cifarFiles(folder, "cifar-10-batches-py", names);
  if (pickles.empty()) {
    refuseMissing(
        folder, binary[0] + " and no " + names[0],
        "try unpacking https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and naming its folder");
  }
  return readCifarPickles(pickles, "labels");
}

RawImages openCifar100(const fs::path& folder, Split split, std::int64_t images) {
  const bool isTrain = split == Split::train;
  const std::string name = isTrain ? "train" : "test";
  const fs::path file = findCifar(folder, "cifar-100-binary", name + ".bin");
  if (!file.empty()) {
    return readCifar100(file, isTrain ? 50000 : 10000, images);
  }
  const fs::path pickle = findCifar(folder, "cifar-100-python", name);
  if (pickle.empty()) {
    refuseMissing(
        folder, name + ".bin and no " + name,
        "try unpacking https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz and naming its folder");
  }
  return readCifarPickles({pickle}, "fine_labels");
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
         "allowed: fashion-mnist, mnist, cifar-10, cifar-100, npz, csv, folder");
}

[[noreturn]] void refuseKey(const DatasetChoice& choice, const std::string& key, std::string found,
                            std::string allowed) {
  throw configs::InputError(
      configs::Complaint{{}, choice.section + "." + key, std::move(found), std::move(allowed), {}});
}

/// The data sets with a name have two splits.
void refuseValidation(const DatasetChoice& choice) {
  if (choice.split == Split::validation) {
    refuseKey(choice, "split", "found val", "allowed: train, test, which " + choice.name + " has");
  }
}

NamedImages openNamed(const DatasetChoice& choice) {
  const bool isOwn = choice.name == "folder" || choice.name == "npz" || choice.name == "csv";
  Names known = isOwn ? Names() : classNames(choice.name);
  if (choice.name != "fashion-mnist" && choice.path.empty()) {
    refuse("found no path for " + choice.name, "allowed: the folder of its files", "try adding dataset.path");
  }
  if (isOwn) {
    refuseForeignData(choice.path);
  }
  if (choice.name == "folder") {
    return readPictureFolder(choice);
  }
  if (choice.name == "npz") {
    return readNumpyImages(choice);
  }
  if (choice.name == "csv") {
    return readTable(choice);
  }
  refuseValidation(choice);
  if (choice.name == "cifar-10") {
    return {openCifar(choice.path, choice.split, choice.images), std::move(known)};
  }
  if (choice.name == "cifar-100") {
    return {openCifar100(choice.path, choice.split, choice.images), std::move(known)};
  }
  const bool isFashion = choice.name == "fashion-mnist";
  return {openIdx(choice, isFashion && choice.path.empty() ? fs::path(kFashionMnistFolder) : choice.path,
                  isFashion ? "try apt install dataset-fashion-mnist"
                            : "try the files of https://ossci-datasets.s3.amazonaws.com/mnist/"),
          std::move(known)};
}

}  // namespace

std::unique_ptr<Samples> openSamples(const DatasetChoice& choice, const std::optional<SampleForm>& form) {
  NamedImages named = openNamed(choice);
  RawImages& raw = named.images;
  if (!choice.classes.empty()) {
    named.classes = choice.classes;
  }
  checkLabels(raw.labels, named.classes.size(), raw.files.back());
  const auto available = static_cast<std::int64_t>(raw.labels.size());
  const bool isShort = choice.images > available;
  if (choice.images < 0 || (isShort && !choice.takesFewer)) {
    refuseKey(choice, "images", fmt::format("found {}", choice.images),
              fmt::format("allowed: at most {}, which the {} split has", available, splitName(choice.split)));
  }
  if (choice.images > 0 && !isShort) {
    raw.labels.resize(static_cast<std::size_t>(choice.images));
    const auto elements = static_cast<std::size_t>(choice.images * elementCount(raw.shape));
    raw.pixels.resize(raw.pixels.empty() ? 0 : elements);
    raw.pixels.shrink_to_fit();
    raw.reals.resize(raw.reals.empty() ? 0 : elements);
    raw.reals.shrink_to_fit();
  }
  return std::make_unique<ImageSet>(std::move(named), choice, form);
}

}  // namespace ohmic::models
