// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "configs/reader/quantity.h"
#include "configs/reader/range.h"
#include "configs/reader/tree.h"

namespace ohmic::configs {

/// One value of the tree under the path that messages name it by. Every member throws InputError.
class Leaf {
 public:
  Leaf(const Node& node, std::string path) : node_(node), path_(std::move(path)) {}

  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::int64_t integer(const Range& range) const;
  [[nodiscard]] double number(const Range& range) const;
  [[nodiscard]] double fraction(const Range& range) const;
  [[nodiscard]] double quantity(Dimension dimension, const Range& range) const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string choice(const std::vector<std::string>& allowed) const;

  [[nodiscard]] std::variant<std::int64_t, std::string> integerOrChoice(
      const Range& range, const std::vector<std::string>& words) const;

  /// The members of a list, or the value itself where it is none.
  [[nodiscard]] std::vector<Leaf> items() const;

  [[noreturn]] void refuse(std::string found, std::string allowed = {}, std::string remedy = {}) const;
  [[noreturn]] void refuseType(const std::string& expected, const std::string& allowed = {}) const;

 private:
  [[nodiscard]] bool isPlain() const noexcept { return node_.kind == Node::Kind::scalar && !node_.quoted; }
  void requireWithin(double value, const Range& range, const std::string& allowed) const;

  const Node& node_;
  std::string path_;
};

/// "allowed: in [1, 16]"; empty for an empty text.
[[nodiscard]] std::string allowedText(const std::string& range);

}  // namespace ohmic::configs
