// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/picture_folder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "models/datasets/array_labels.h"
#include "models/datasets/class_folders.h"
#include "models/datasets/picture.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

/// Where the pictures of a split are: those of validation where there is no test.
fs::path splitFolder(const DatasetChoice& choice, Names& notes) {
  if (const auto found = findSplitFolder(choice.path, choice.split)) {
    return *found;
  }
  if (choice.split == Split::test) {
    if (const auto found = findSplitFolder(choice.path, Split::validation)) {
      notes.push_back(fmt::format("{} has no test split: its validation split ({}) is taken",
                                  choice.path.string(), found->filename().string()));
      return *found;
    }
  }
  throw MissingSplit(within(
      choice.path.string(),
      configs::InputError(fmt::format(
          "found no folder {}; allowed: a folder per split, in each of them a folder per class; try naming "
          "the folder that holds train and test",
          choice.split == Split::test ? "test or val" : splitName(choice.split)))));
}

bool isNumber(const std::string& name) {
  constexpr std::size_t kMostDigits = 9;
  return !name.empty() && name.size() <= kMostDigits &&
         name.find_first_not_of("0123456789") == std::string::npos;
}

/// Names in the order of classes: numbers by size, else letter by letter.
Names inOrder(const std::set<std::string>& names, Names& notes) {
  Names ordered(names.begin(), names.end());
  if (!std::all_of(ordered.begin(), ordered.end(), isNumber)) {
    return ordered;
  }
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const std::string& a, const std::string& b) { return std::stol(a) < std::stol(b); });
  if (!std::equal(ordered.begin(), ordered.end(), names.begin())) {
    notes.push_back(fmt::format(
        "the folders are numbers and classes in their order, {}, ... (torchvision's ImageFolder sorts "
        "them as texts: {}, ...); dataset.labels gives another order",
        fmt::join(ordered.begin(), ordered.begin() + std::min<std::size_t>(ordered.size(), 3), ", "),
        fmt::join(names.begin(), std::next(names.begin(), 3), ", ")));
  }
  return ordered;
}

bool overlap(const std::set<std::string>& some, const Names& others) {
  return std::any_of(others.begin(), others.end(), [&](const auto& name) { return some.count(name) > 0; });
}

/// The folders of all splits that share classes with this one.
std::set<std::string> unionOfSplits(const fs::path& root, const ClassFolders& own) {
  std::set<std::string> names;
  for (const ClassFolder& folder : own.classes) {
    names.insert(folder.name);
  }
  for (const Split split : {Split::train, Split::test, Split::validation}) {
    const auto place = findSplitFolder(root, split);
    if (!place || *place == own.place) {
      continue;
    }
    const Names others = classNamesIn(*place);
    if (overlap(names, others)) {
      names.insert(others.begin(), others.end());
    } else if (split == Split::train && !others.empty()) {
      throw within(
          own.place.string(),
          configs::InputError(fmt::format(
              "found the folder {}, and no folder that the train split has ({}, ...); allowed: the same "
              "classes in all splits; try dataset.labels, or a split that has labels",
              inQuotes(*names.begin()), inQuotes(others.front()))));
    }
  }
  return names;
}

/// Classes by folder, and their names by label.
struct Labels {
  std::map<std::string, int> byFolder;
  Names names;
};

Labels givenLabels(const DatasetChoice& choice, const ClassFolders& own) {
  Labels labels;
  for (const ClassFolder& folder : own.classes) {
    const auto found = choice.labels.find(folder.name);
    if (found == choice.labels.end()) {
      throw within(
          (own.place / folder.name).string(),
          configs::InputError(fmt::format("found a folder that dataset.labels does not name; allowed: its {} "
                                          "names, {}, ...; try adding it",
                                          choice.labels.size(), inQuotes(choice.labels.begin()->first))));
    }
    labels.byFolder.insert(*found);
  }
  labels.names = classNamesOf(choice, {});
  return labels;
}

Labels labelsOf(const DatasetChoice& choice, const ClassFolders& own, Names& notes) {
  if (!choice.labels.empty()) {
    return givenLabels(choice, own);
  }
  Labels labels;
  labels.names = inOrder(unionOfSplits(choice.path, own), notes);
  for (std::size_t label = 0; label < labels.names.size(); ++label) {
    labels.byFolder[labels.names[label]] = static_cast<int>(label);
  }
  return labels;
}

std::string counted(const std::map<std::string, int>& kinds) {
  Names parts;
  for (const auto& [kind, count] : kinds) {
    parts.push_back(fmt::format("{} {}", count, kind));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// Refuses a class whose pictures cannot be read, and tells what else is not read.
void checkFolders(const ClassFolders& own, std::size_t classes, Names& notes) {
  std::map<std::string, int> kinds;
  std::string example;
  std::size_t empty = 0;
  for (const ClassFolder& folder : own.classes) {
    if (folder.pictures.empty() && (!folder.passedOver.empty() || classes == own.classes.size())) {
      const fs::path place = own.place / folder.name;
      throw within(place.string(),
                   configs::InputError(
                       fmt::format("found no pictures{}; allowed: .jpg, .jpeg or .png files",
                                   folder.passedOver.empty() ? "" : ", but " + counted(folder.passedOver))));
    }
    empty += folder.pictures.empty() ? 1 : 0;
    for (const auto& [kind, count] : folder.passedOver) {
      kinds[kind] += count;
    }
    example = example.empty() ? folder.example : example;
  }
  if (!kinds.empty()) {
    notes.push_back(fmt::format("files of {} that are no JPEG or PNG are not read: {} ({})",
                                own.place.string(), counted(kinds), example));
  }
  const std::size_t absent = classes - std::min(classes, own.classes.size() - empty);
  if (absent > 0) {
    notes.push_back(
        fmt::format("{} of the {} classes have no pictures in {}", absent, classes, own.place.string()));
  }
}

/// Pixels of a picture, channel by channel.
void appendPlanes(const Picture& picture, std::int64_t channels, std::vector<std::uint8_t>& pixels) {
  for (std::size_t channel = 0; channel < static_cast<std::size_t>(channels); ++channel) {
    for (std::size_t i = channel; i < picture.pixels.size(); i += 3) {
      pixels.push_back(picture.pixels[i]);
    }
  }
}

Picture sizedAsAsked(const Picture& picture, const DatasetChoice& choice, const fs::path& file) {
  try {
    return resizeAndCrop(picture, choice.resize, choice.crop);
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

/// Reads the pictures in turns.
void readPictures(const DatasetChoice& choice, const std::vector<std::pair<int, const ClassFolder*>>& classes,
                  RawImages& raw) {
  std::size_t most = 0;
  for (const auto& [label, folder] : classes) {
    most = std::max(most, folder->pictures.size());
  }
  std::int64_t flawed = 0, coloured = 0;
  std::string flaw;
  for (std::size_t turn = 0; turn < most; ++turn) {
    for (const auto& [label, folder] : classes) {
      const bool isEnough =
          choice.images > 0 && static_cast<std::int64_t>(raw.labels.size()) >= choice.images;
      if (turn >= folder->pictures.size() || isEnough) {
        continue;
      }
      const fs::path& file = folder->pictures[turn];
      Picture picture = readPicture(file);
      coloured += choice.channels == 1 && makeGrey(picture) ? 1 : 0;
      appendPlanes(sizedAsAsked(picture, choice, file), choice.channels, raw.pixels);
      raw.labels.push_back(label);
      raw.files.push_back(file);
      if (!picture.flaw.empty() && flawed++ == 0) {
        flaw = fmt::format("{}: {}", file.string(), picture.flaw);
      }
    }
  }
  if (coloured > 0) {
    raw.notes.push_back(
        fmt::format("{} pictures have colours and are made grey (PIL's convert('L'))", coloured));
  }
  if (flawed > 0) {
    raw.notes.push_back(
        fmt::format("{} pictures have a flaw and are read as PIL reads them ({})", flawed, flaw));
  }
}

}  // namespace

NamedImages readPictureFolder(const DatasetChoice& choice) {
  NamedImages result;
  RawImages& raw = result.images;
  raw.shape = {choice.channels, choice.crop, choice.crop};
  const ClassFolders own = listClassFolders(splitFolder(choice, raw.notes));
  const Labels labels = labelsOf(choice, own, raw.notes);
  checkFolders(own, choice.labels.empty() ? labels.names.size() : own.classes.size(), raw.notes);
  std::vector<std::pair<int, const ClassFolder*>> classes;
  for (const ClassFolder& folder : own.classes) {
    classes.emplace_back(labels.byFolder.at(folder.name), &folder);
  }
  std::stable_sort(classes.begin(), classes.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  readPictures(choice, classes, raw);
  raw.files.insert(raw.files.end(), own.read.begin(), own.read.end());
  result.classes = labels.names;
  return result;
}

}  // namespace ohmic::models
