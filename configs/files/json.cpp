// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "configs/files/escape.h"
#include "configs/reader/error.h"

namespace ohmic::configs {
namespace {

using nlohmann::json;

constexpr int kMostLevels = 64;

void makeValid(std::string& text) {
  const bool isAscii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
  if (!isAscii) {
    text = validText(text);
  }
}

/// Keys stay in their order: a key that is no UTF-8 takes its place by the text that is shown.
void makeValid(json& value) {
  if (value.is_string()) {
    makeValid(value.get_ref<std::string&>());
  } else if (value.is_array()) {
    for (auto& item : value) {
      makeValid(item);
    }
  } else if (value.is_object()) {
    json object = json::object();
    for (auto& [key, item] : value.items()) {
      std::string name = key;
      makeValid(name);
      makeValid(item);
      object[name] = std::move(item);
    }
    value = std::move(object);
  }
}

}  // namespace

std::string jsonText(std::string_view text) { return json(validText(text)).dump(); }

std::string writeJson(json document, int indent) {
  makeValid(document);
  return document.dump(indent);
}

json readJson(const std::filesystem::path& file, const FileKind& kind) {
  const std::string text = readFile(file, kind);
  const auto refuse = [&](std::string found) {
    throw InputError(Complaint{file.string(), {}, std::move(found), kind.expected, kind.remedy});
  };
  const auto limitLevels = [&](int depth, json::parse_event_t, const json&) {
    if (depth > kMostLevels) {
      refuse(fmt::format("found more than {} levels", kMostLevels));
    }
    return true;
  };
  try {
    return json::parse(text, limitLevels);
  } catch (const json::exception& error) {
    const auto* place = dynamic_cast<const json::parse_error*>(&error);
    refuse(place != nullptr ? fmt::format("found no JSON at byte {}", place->byte)
                            : "found a number that no double can hold");
  }
  return {};
}

}  // namespace ohmic::configs
