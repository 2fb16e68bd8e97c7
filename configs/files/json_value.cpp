// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/json_value.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "configs/files/escape.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"

namespace ohmic::configs {
namespace {

using nlohmann::json;

constexpr std::size_t kMostShown = 60;

[[noreturn]] void refuseIn(const std::filesystem::path& file, const FileKind& kind, const std::string& path,
                           std::string found, std::string allowed) {
  throw InputError(Complaint{file.string(), path, std::move(found), std::move(allowed), kind.remedy});
}

json parse(const std::filesystem::path& file, const FileKind& kind) {
  const std::string text = readFile(file, kind);
  std::int64_t values = 0;
  const auto limit = [&](int depth, json::parse_event_t, const json&) {
    if (depth > kMostJsonLevels || ++values > kMostJsonValues) {
      refuseIn(file, kind, {},
               depth > kMostJsonLevels ? fmt::format("found more than {} levels", kMostJsonLevels)
                                       : fmt::format("found more than {} values", kMostJsonValues),
               kind.expected);
    }
    return true;
  };
  try {
    return json::parse(text, limit);
  } catch (const json::parse_error& error) {
    refuseIn(file, kind, {}, fmt::format("found no JSON at byte {}", error.byte), kind.expected);
  } catch (const json::exception&) {
    refuseIn(file, kind, {}, "found a number that no double can hold", kind.expected);
  }
}

}  // namespace

struct JsonValue::Source {
  std::filesystem::path file;
  FileKind kind;
  json document;
};

JsonValue::JsonValue(const Source& source, const json& value, std::string path)
    : source_(&source), value_(&value), path_(std::move(path)) {}

void JsonValue::refuse(const std::string& found, const std::string& allowed) const {
  refuseIn(source_->file, source_->kind, terminalText(path_), found, "allowed: " + allowed);
}

std::string JsonValue::found() const {
  if (value_->is_array() || value_->is_object()) {
    return value_->is_array() ? "found a list" : "found an object";
  }
  const std::string text = value_->dump(-1, ' ', false, json::error_handler_t::replace);
  return "found " + terminalText(text.size() > kMostShown ? text.substr(0, kMostShown) + "..." : text);
}

JsonValue JsonValue::at(const std::string& key) const {
  if (!value_->is_object()) {
    refuse(found(), "an object with " + key);
  }
  const auto member = value_->find(key);
  const std::string path = path_.empty() ? key : path_ + "." + key;
  if (member == value_->end()) {
    refuseIn(source_->file, source_->kind, terminalText(path), "found nothing", source_->kind.expected);
  }
  return {*source_, *member, path};
}

std::optional<JsonValue> JsonValue::find(const std::string& key) const {
  if (!value_->is_object() || !value_->contains(key) || value_->at(key).is_null()) {
    return std::nullopt;
  }
  return at(key);
}

bool JsonValue::contains(const std::string& key) const {
  return value_->is_object() && value_->contains(key);
}

std::vector<JsonValue> JsonValue::items() const {
  if (!value_->is_array()) {
    refuse(found(), "a list");
  }
  std::vector<JsonValue> values;
  values.reserve(value_->size());
  for (const auto& item : *value_) {
    values.push_back({*source_, item, fmt::format("{}[{}]", path_, values.size())});
  }
  return values;
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::members() const {
  if (!value_->is_object()) {
    refuse(found(), "an object");
  }
  std::vector<std::pair<std::string, JsonValue>> all;
  for (const auto& [key, value] : value_->items()) {
    all.emplace_back(key, JsonValue{*source_, value, path_ + "." + key});
  }
  return all;
}

std::string JsonValue::text() const {
  if (!value_->is_string()) {
    refuse(found(), "a text");
  }
  return value_->get<std::string>();
}

bool JsonValue::flag() const {
  if (!value_->is_boolean()) {
    refuse(found(), "true or false");
  }
  return value_->get<bool>();
}

bool JsonValue::isNull() const { return value_->is_null(); }

bool JsonValue::isNumber() const { return value_->is_number(); }

double JsonValue::number(double low, double high) const {
  const double value = value_->is_number() ? value_->get<double>() : std::numeric_limits<double>::quiet_NaN();
  if (!(value >= low && value <= high) || !std::isfinite(value)) {
    const bool isBounded = low > std::numeric_limits<double>::lowest();
    refuse(found(), isBounded ? fmt::format("a number in [{:g}, {:g}]", low, high) : "a number");
  }
  return value;
}

std::int64_t JsonValue::integer(std::int64_t low, std::int64_t high) const {
  const bool fits =
      value_->is_number_integer() &&
      (!value_->is_number_unsigned() ||
       value_->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  const std::int64_t value = fits ? value_->get<std::int64_t>() : 0;
  if (!fits || value < low || value > high) {
    refuse(found(), fmt::format("a whole number in [{}, {}]", low, high));
  }
  return value;
}

std::vector<std::string> JsonValue::texts() const {
  std::vector<std::string> all;
  for (const auto& item : items()) {
    all.push_back(item.text());
  }
  return all;
}

std::vector<double> JsonValue::numbers(double low, double high) const {
  std::vector<double> all;
  for (const auto& item : items()) {
    all.push_back(item.number(low, high));
  }
  return all;
}

std::vector<std::int64_t> JsonValue::integers(std::int64_t low, std::int64_t high) const {
  std::vector<std::int64_t> all;
  for (const auto& item : items()) {
    all.push_back(item.integer(low, high));
  }
  return all;
}

JsonDocument::JsonDocument(const std::filesystem::path& file, const FileKind& kind)
    : source_(new JsonValue::Source{file, kind, parse(file, kind)}) {}

JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

JsonValue JsonDocument::root() const { return {*source_, source_->document, {}}; }

}  // namespace ohmic::configs
