// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "configs/files/escape.h"

namespace ohmic::configs {
namespace {

using nlohmann::json;

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

}  // namespace ohmic::configs
