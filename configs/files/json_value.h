// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "configs/files/read_file.h"

namespace ohmic::configs {

/// A value of a JSON document that knows its file and its path, so that whoever reads it states what is
/// allowed and every complaint names both:
///
///     const JsonDocument document(file, kSummaryFile);
///     const auto images = document.root().at("accuracy").at("images").integer(1, 1000000000);
///
///     summary.json: accuracy.images: found -1; allowed: a whole number in [1, 1000000000]; run again
///
/// Every function throws InputError where the document has something else. A value lives as long as its
/// document.
class JsonValue {
 public:
  /// A member of an object; at() refuses one that is absent, find() has none for one that is absent or null.
  [[nodiscard]] JsonValue at(const std::string& key) const;
  [[nodiscard]] std::optional<JsonValue> find(const std::string& key) const;
  /// Whether an object has a member, be it null.
  [[nodiscard]] bool contains(const std::string& key) const;

  /// The elements of a list, the members of an object by their keys.
  [[nodiscard]] std::vector<JsonValue> items() const;
  [[nodiscard]] std::vector<std::pair<std::string, JsonValue>> members() const;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool flag() const;
  [[nodiscard]] bool isNull() const;
  [[nodiscard]] bool isNumber() const;
  /// A finite number within [@p low, @p high].
  [[nodiscard]] double number(double low, double high) const;
  /// A whole number within [@p low, @p high], written without fraction or exponent.
  [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const;

  /// A list of them.
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] std::vector<double> numbers(double low, double high) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::int64_t low, std::int64_t high) const;

  /// A complaint about this value.
  [[noreturn]] void refuse(const std::string& found, const std::string& allowed) const;

 private:
  friend class JsonDocument;
  struct Source;

  JsonValue(const Source& source, const nlohmann::json& value, std::string path);
  [[nodiscard]] std::string found() const;

  const Source* source_;
  const nlohmann::json* value_;
  std::string path_;
};

/// A JSON file that was read: at most 64 levels, ten million values and the kind's bytes.
class JsonDocument {
 public:
  /// @throws InputError naming the file: no such file, not of this kind, no JSON and where, beyond a limit.
  JsonDocument(const std::filesystem::path& file, const FileKind& kind);
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  [[nodiscard]] JsonValue root() const;

 private:
  std::unique_ptr<JsonValue::Source> source_;
};

}  // namespace ohmic::configs
