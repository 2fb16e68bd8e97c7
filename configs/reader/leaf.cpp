// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/leaf.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "configs/reader/suggest.h"

namespace ohmic::configs {
namespace {

/// Why a text that looks like a number is none.
std::string numberRemedy(const Node& node) {
  if (node.kind != Node::Kind::scalar) {
    return {};
  }
  if (node.quoted && parseNumber(node.text)) {
    return "write it without quotes";
  }
  const bool leadingZero = node.text.size() > 1 && node.text[0] == '0' && node.text[1] != '.';
  return leadingZero ? "write it in decimal, without leading zeros" : "";
}

}  // namespace

std::string allowedText(const std::string& range) { return range.empty() ? "" : "allowed: " + range; }

bool Leaf::boolean() const {
  if (isPlain() && (node_.text == "true" || node_.text == "false")) {
    return node_.text == "true";
  }
  refuseType("true or false");
}

std::int64_t Leaf::integer(const Range& range) const {
  const auto value = isPlain() ? parseInteger(node_.text) : std::nullopt;
  if (!value) {
    refuseType("a whole number", range.text());
  }
  requireWithin(static_cast<double>(*value), range, range.text());
  return *value;
}

double Leaf::number(const Range& range) const {
  const auto value = isPlain() ? parseNumber(node_.text) : std::nullopt;
  if (!value) {
    refuseType("a number", range.text());
  }
  requireWithin(*value, range, range.text());
  return *value;
}

double Leaf::fraction(const Range& range) const {
  const auto decimal = isPlain() ? scanDecimal(node_.text) : std::nullopt;
  const bool percent = decimal && decimal->rest == "%";
  const auto value = percent ? toDouble(*decimal, -2) : isPlain() ? parseNumber(node_.text) : std::nullopt;
  if (!value) {
    refuseType("a fraction such as 0.02 or 2 %", range.text());
  }
  requireWithin(*value, range, range.text());
  return *value;
}

double Leaf::quantity(Dimension dimension, const Range& range) const {
  if (node_.kind != Node::Kind::scalar) {
    refuseType(std::string(dimensionName(dimension)), range.text(dimension));
  }
  double value = 0.0;
  try {
    value = parseQuantity(node_.text, dimension);
  } catch (const InputError& error) {
    refuse(error.complaint().found, error.complaint().allowed, error.complaint().remedy);
  }
  requireWithin(value, range, range.text(dimension));
  return value;
}

std::string Leaf::text() const {
  if (node_.kind != Node::Kind::scalar || node_.text.empty()) {
    refuseType("a text");
  }
  return node_.text;
}

std::string Leaf::choice(const std::vector<std::string>& allowed) const {
  const std::string list = fmt::format("{}", fmt::join(allowed, ", "));
  if (node_.kind != Node::Kind::scalar) {
    refuseType("a word", list);
  }
  if (std::find(allowed.begin(), allowed.end(), node_.text) == allowed.end()) {
    refuse("found " + quote(node_.text), allowedText(list), didYouMean(node_.text, allowed));
  }
  return node_.text;
}

std::variant<std::int64_t, std::string> Leaf::integerOrChoice(const Range& range,
                                                              const std::vector<std::string>& words) const {
  const std::string allowed =
      fmt::format("{}{}{}", range.text(), range.text().empty() ? "" : ", ", fmt::join(words, ", "));
  if (isPlain() && parseInteger(node_.text)) {
    const std::int64_t value = *parseInteger(node_.text);
    requireWithin(static_cast<double>(value), range, allowed);
    return value;
  }
  if (std::find(words.begin(), words.end(), node_.text) == words.end()) {
    refuse(fmt::format("a whole number or a word expected, found {}", describe(node_)), allowedText(allowed),
           didYouMean(node_.text, words));
  }
  return node_.text;
}

std::vector<Leaf> Leaf::items() const {
  if (node_.kind != Node::Kind::list) {
    return {*this};
  }
  if (node_.items.empty()) {
    refuse("found an empty list", "at least one value");
  }
  std::vector<Leaf> leaves;
  for (std::size_t i = 0; i < node_.items.size(); ++i) {
    leaves.emplace_back(node_.items[i], fmt::format("{}[{}]", path_, i));
  }
  return leaves;
}

void Leaf::refuse(std::string found, std::string allowed, std::string remedy) const {
  throw InputError(
      Complaint{node_.origin.place, path_, std::move(found), std::move(allowed), std::move(remedy)});
}

void Leaf::refuseType(const std::string& expected, const std::string& allowed) const {
  refuse(fmt::format("{} expected, found {}", expected, describe(node_)), allowedText(allowed),
         numberRemedy(node_));
}

void Leaf::requireWithin(double value, const Range& range, const std::string& allowed) const {
  if (!range.contains(value)) {
    refuse("found " + node_.text, allowedText(allowed));
  }
}

}  // namespace ohmic::configs
