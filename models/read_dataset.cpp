// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/read_dataset.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "configs/files/csv.h"
#include "configs/reader/number.h"
#include "models/datasets/imagenet_wnids.h"

namespace ohmic::models {
namespace {

using configs::Range;
using configs::Section;

constexpr std::int64_t kMostLabel = 1 << 20;

using Labels = std::map<std::string, int>;

Labels inOrder(const std::vector<std::string>& names) {
  Labels labels;
  for (const std::string& name : names) {
    const auto label = static_cast<int>(labels.size());
    labels.emplace(name, label);
  }
  return labels;
}

/// A file with a name a line, in the order of the classes, or with lines `name,class`; a first line whose
/// second field is no number is a header.
Labels readLabelFile(const std::filesystem::path& file) {
  const auto rows = configs::readCsv(file);
  Labels labels;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& fields = rows[i].fields;
    const auto refuse = [&](const std::string& found) {
      throw configs::InputError(
          {rows[i].place, "", found,
           "a name a line, in the order of the classes, or name,class with classes from 0",
           "see docs/datasets.md"});
    };
    const bool isPair = fields.size() == 2;
    const auto label = isPair ? configs::parseInteger(fields[1]).value_or(-1)  // -1: no class
                              : static_cast<std::int64_t>(labels.size());
    if (i == 0 && isPair && label < 0) {
      continue;
    }
    if (fields.size() > 2 || fields.size() != rows.back().fields.size() || label < 0 || label > kMostLabel) {
      refuse(fmt::format("found {} fields{}", fields.size(), isPair ? ", the class " + fields[1] : ""));
    }
    if (!labels.emplace(fields[0], static_cast<int>(label)).second) {
      refuse("found " + fields[0] + " twice");
    }
  }
  return labels;
}

/// `labels: imagenet`, a file, a list of names, or a mapping of names to classes.
Labels readLabels(const Section& section) {
  if (!section.has("labels")) {
    return {};
  }
  if (section.isMap("labels")) {
    const Section mapping = section.section("labels");
    Labels labels;
    for (const std::string& name : mapping.keys()) {
      labels[name] =
          static_cast<int>(mapping.integer(name, Range::between(0, static_cast<double>(kMostLabel))));
    }
    return labels;
  }
  if (section.isList("labels")) {
    const auto names = section.texts("labels");
    const Labels labels = inOrder(names);
    if (labels.size() != names.size()) {
      section.refuse("labels", "found a name twice", "every name once, in the order of the classes");
    }
    return labels;
  }
  if (section.text("labels") == "imagenet") {
    return inOrder(imagenetWnids());
  }
  Labels labels = readLabelFile(section.file("labels"));
  if (labels.empty()) {
    section.refuse("labels", "found a file without lines", "a name a line, or name,class");
  }
  return labels;
}

std::optional<ValueRange> readRange(const Section& section) {
  if (!section.has("range")) {
    return {};
  }
  const auto ends = section.numbers("range", Range::any());
  if (ends.size() != 2 || !(ends[0] < ends[1])) {
    section.refuse("range",
                   fmt::format("found {} numbers{}", ends.size(), ends.size() == 2 ? ", not in order" : ""),
                   "[lowest, highest], of the values after mean and std");
  }
  return ValueRange{ends[0], ends[1]};
}

constexpr std::int64_t kUsualResize = 256, kUsualCrop = 224;  // of networks for ImageNet

/// The picture that a network takes. Absent where it is no square of 1 or 3 channels, or is free.
struct PictureInput {
  std::optional<std::int64_t> side, channels;
};

/// @param image  channels first or last, or of one channel without its axis.
PictureInput pictureOf(const Shape& image) {
  const auto isColour = [](std::int64_t extent) { return extent == 1 || extent == 3; };
  const bool isFirst = image.size() == 3 && isColour(image[0]);
  const bool isLast = image.size() == 3 && !isFirst && isColour(image[2]);
  if (!isFirst && !isLast && image.size() != 2) {
    return {};
  }
  PictureInput picture;
  picture.channels = isFirst ? image[0] : isLast ? image[2] : 1;
  const std::size_t rows = isFirst ? 1 : 0;
  if (image[rows] == image[rows + 1] && image[rows] > 0) {
    picture.side = image[rows];
  }
  return picture;
}

/// What becomes of the pictures of a folder: what the run file says, else what the network takes.
void readPictures(const Section& section, const std::function<std::optional<Shape>()>& image,
                  DatasetChoice& choice) {
  const bool isGiven = section.has("crop") && section.has("channels");
  const PictureInput input = isGiven || !image ? PictureInput() : pictureOf(image().value_or(Shape()));
  choice.crop = section.integer("crop", Range::between(1, 4096), input.side.value_or(kUsualCrop));
  // Networks for ImageNet see the middle of a picture, those for small pictures all of it.
  const std::int64_t margin =
      choice.crop < kUsualCrop ? choice.crop : (choice.crop * kUsualResize + kUsualCrop / 2) / kUsualCrop;
  choice.resize = section.integer("resize", Range::between(0, 4096), margin);
  if (section.has("channels") || input.channels == 1) {
    choice.channels = section.integer("channels", Range::between(1, 3), 1);
    if (choice.channels == 2) {
      section.refuse("channels", "found 2", "allowed: 1 (grey), 3 (red, green, blue)");
    }
  }
}

}  // namespace

Split readSplit(const Section& section, const std::string& key, const std::string& fallback) {
  return *splitOf(section.choice(key, {"train", "test", "val"}, fallback));
}

DatasetChoice readDataset(const Section& section, const std::function<std::optional<Shape>()>& image) {
  DatasetChoice choice;
  choice.name =
      section.choice("name", {"fashion-mnist", "mnist", "cifar-10", "cifar-100", "npz", "csv", "folder"});
  choice.split = readSplit(section, "split", "test");
  choice.images = section.integer("images", Range::atLeast(0), 0);
  choice.mean = section.numbers("mean", Range::any(), std::vector<double>());
  choice.deviation = section.numbers("std", Range::positive(), std::vector<double>());
  choice.range = readRange(section);
  if (section.has("path") || choice.name != "fashion-mnist") {
    choice.path = section.file("path");
  } else if (std::error_code ignored; !std::filesystem::exists(kFashionMnistFolder, ignored)) {
    choice.path = section.lookUp("data/fashion-mnist");  // the tarball brings it
  }
  if (choice.name == "folder") {
    readPictures(section, image, choice);
  }
  if (choice.name == "folder" || choice.name == "npz" || choice.name == "csv") {
    if (choice.name == "npz" || section.has("classes")) {
      choice.classes = section.texts("classes", std::vector<std::string>());
    }
    choice.labels = readLabels(section);
  }
  if (choice.name == "csv" && section.has("label_column")) {
    choice.labelColumn = section.text("label_column");
  }
  return choice;
}

}  // namespace ohmic::models
