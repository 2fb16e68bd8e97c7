// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/array_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

constexpr std::int64_t kMostLabel = 1 << 20;

int classNumber(double value, std::size_t image) {
  if (!(value >= 0.0) || value > kMostLabel || value != std::floor(value)) {
    refuse(fmt::format("found label {} at image {}", value, image),
           fmt::format("allowed: class numbers, whole and in [0, {}]", kMostLabel),
           value == -1.0 ? "try labels from 0 up: (y + 1) / 2 of labels -1 and 1" : "try labels from 0 up");
  }
  return static_cast<int>(value);
}

/// Rows with a single 1 among zeros.
std::vector<int> oneHot(const std::vector<double>& values, std::int64_t images) {
  std::vector<int> labels;
  const auto classes = values.size() / static_cast<std::size_t>(images);
  for (auto row = values.begin(); row != values.end(); row += static_cast<std::ptrdiff_t>(classes)) {
    const auto end = row + static_cast<std::ptrdiff_t>(classes);
    const auto ones = std::count(row, end, 1.0);
    if (ones != 1 || std::count(row, end, 0.0) != static_cast<std::ptrdiff_t>(classes) - 1) {
      refuse(fmt::format("found {} ones among the {} labels of image {}", ones, classes, labels.size()),
             "allowed: one class per image: numbers, or rows with one 1 among zeros",
             "several labels per image, and probabilities, are not read; try y.argmax(1) if the greatest is "
             "the class");
    }
    labels.push_back(static_cast<int>(std::find(row, end, 1.0) - row));
  }
  return labels;
}

bool isDigits(const std::string& text) {
  constexpr std::size_t kMostDigits = 7;
  return !text.empty() && text.size() <= kMostDigits &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

int labelOfText(const std::string& text, const DatasetChoice& choice) {
  const auto known = choice.labels.find(text);
  if (known != choice.labels.end()) {
    return known->second;
  }
  const auto named = std::find(choice.classes.begin(), choice.classes.end(), text);
  if (choice.labels.empty() && named != choice.classes.end()) {
    return static_cast<int>(named - choice.classes.begin());
  }
  if (choice.labels.empty() && isDigits(text)) {
    return std::stoi(text);
  }
  refuse("found the label " + inQuotes(text),
         choice.labels.empty() && choice.classes.empty()
             ? "allowed: class numbers, or names whose order is known"
             : "allowed: the names of dataset.labels or dataset.classes",
         "try dataset.labels: { " + (text.empty() ? "name" : text) +
             ": 0, ... }, a number from 0 for each name");
}

std::vector<int> labelsOf(const NumpyArray& array, std::int64_t images, const DatasetChoice& choice) {
  const Shape& shape = array.shape;
  const bool isList =
      (shape.size() == 1 && shape[0] == images) ||
      (shape.size() == 2 && ((shape[0] == images && shape[1] == 1) || shape == Shape{1, images}));
  const bool isTable = shape.size() == 2 && shape[0] == images && shape[1] > 1;
  if (!isList && (!isTable || isText(array))) {
    refuse("found labels of shape " + describe(shape),
           fmt::format("allowed: {} labels, one per image", images), "try labels as class numbers");
  }
  std::vector<int> labels;
  if (isText(array)) {
    for (const std::string& text : textsOf(array)) {
      labels.push_back(labelOfText(text, choice));
    }
    return labels;
  }
  const std::vector<double> values = doublesOf(array);
  if (!isList) {
    return oneHot(values, images);
  }
  for (const double value : values) {
    labels.push_back(classNumber(value, labels.size()));
  }
  return labels;
}

std::vector<std::string> classNamesOf(const DatasetChoice& choice, const std::vector<int>& labels) {
  if (!choice.classes.empty()) {
    return choice.classes;
  }
  std::size_t count = 0;
  for (const int label : labels) {
    count = std::max(count, static_cast<std::size_t>(label) + 1);
  }
  for (const auto& [name, label] : choice.labels) {
    count = std::max(count, static_cast<std::size_t>(label) + 1);
  }
  std::vector<std::string> names(count);
  for (const auto& [name, label] : choice.labels) {
    std::string& shown = names[static_cast<std::size_t>(label)];
    shown = shown.empty() ? name : shown;
  }
  for (std::size_t label = 0; label < count; ++label) {
    names[label] = names[label].empty() ? std::to_string(label) : names[label];
  }
  return names;
}

}  // namespace ohmic::models
