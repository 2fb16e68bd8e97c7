// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/resolution.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "configs/reader/error.h"
#include "configs/reader/key_path.h"
#include "configs/reader/suggest.h"

namespace ohmic::configs {

Resolution::Resolution(Node root, std::vector<std::filesystem::path> fileFolders)
    : root_(std::move(root)), fileFolders_(std::move(fileFolders)) {}

void Resolution::know(const Node& mapping, std::string_view key) { known_[&mapping].emplace(key); }

void Resolution::takeAnyKey(const Node& mapping) { anyKey_.insert(&mapping); }

void Resolution::record(ResolvedValue value) {
  std::string path = value.path;
  values_.insert_or_assign(std::move(path), std::move(value));
}

bool Resolution::isKnown(const Node& mapping, const std::string& key) const {
  if (key == "preset" && &mapping != &root_) {
    return true;
  }
  const auto known = known_.find(&mapping);
  return known != known_.end() && known->second.count(key) > 0;
}

std::vector<std::string> Resolution::unknownKeys(const Node& mapping) const {
  std::vector<std::string> keys;
  for (const Entry& entry : mapping.entries) {
    if (!isKnown(mapping, entry.key)) {
      keys.push_back(entry.key);
    }
  }
  return keys;
}

void Resolution::setAside(const Node& mapping) { setAside_.insert(&mapping); }

void Resolution::refuseUnknownKeys() const { refuseUnknownKeys({root_, {}}); }

void Resolution::refuseUnknownKeys(const Place& place) const {
  for (const Node& replaced : place.mapping.replaced) {
    if (setAside_.count(&replaced) == 0) {
      refuseUnknownKeys({replaced, place.path, true, place.isBelowNames});
    }
  }
  const bool isOfNames = anyKey_.count(&place.mapping) > 0;
  for (const Entry& entry : place.mapping.entries) {
    const bool isForgotten = place.isReplaced && entry.value.origin.kind == Origin::Kind::preset;
    if (!isKnown(place.mapping, entry.key) && !isForgotten) {
      refuseUnknownKey(place, entry);
    }
    refuseUnknownKeys({entry.value, joinPath(place.path, entry.key), place.isReplaced, isOfNames});
  }
}

namespace {

/// Of `--set layers.features.0.adc.bits=4`, where "features" is a mapping of no file and "0" is none of its
/// keys: the dots belong to a name.
struct DottedName {
  std::string path;        ///< layers."features.0".adc.bits
  bool isCertain = false;  ///< what follows the name is a key of the mapping
};

/// @param path  of the mapping that holds the entry. @param keys  that are known in it.
std::optional<DottedName> dottedName(const Node& mapping, const Entry& entry, const std::string& path,
                                     const std::vector<std::string>& keys) {
  const auto dot = path.rfind('.');
  if (mapping.origin.kind != Origin::Kind::override_ || dot == std::string::npos || path.back() == '"') {
    return std::nullopt;
  }
  DottedName found;
  std::string name = path.substr(dot + 1) + "." + entry.key, rest;
  const Node* below = &entry.value;
  for (; below->isMap() && !below->entries.empty(); below = &below->entries.front().value) {
    const std::string& key = below->entries.front().key;
    found.isCertain = found.isCertain || std::find(keys.begin(), keys.end(), key) != keys.end();
    (found.isCertain ? rest : name) += "." + key;
  }
  found.path = joinPath(path.substr(0, dot), name) + rest;
  return found;
}

}  // namespace

void Resolution::refuseUnknownKey(const Place& place, const Entry& entry) const {
  const Node& mapping = place.mapping;
  const std::string& path = place.path;
  std::vector<std::string> allowed;
  if (const auto known = known_.find(&mapping); known != known_.end()) {
    allowed.assign(known->second.begin(), known->second.end());
  }
  const auto dotted = place.isBelowNames ? dottedName(mapping, entry, path, allowed) : std::nullopt;
  if (dotted && dotted->isCertain) {
    throw InputError(Complaint{entry.place,
                               joinPath(path, entry.key),
                               "unknown key",
                               {},
                               fmt::format("quote a name that has dots: {}", dotted->path)});
  }
  const std::string list = allowed.empty() ? "nothing is read from this mapping"
                                           : fmt::format("allowed here: {}", fmt::join(allowed, ", "));
  const std::string suggestion = didYouMean(entry.key, allowed);
  throw InputError(
      Complaint{entry.place, joinPath(path, entry.key), "unknown key", suggestion.empty() ? list : "",
                suggestion.empty() && dotted ? fmt::format("if the name has dots, quote it: {}", dotted->path)
                                             : suggestion});
}

std::vector<ResolvedValue> Resolution::values() const {
  std::vector<ResolvedValue> values;
  for (const auto& [path, value] : values_) {
    values.push_back(value);
  }
  return values;
}

}  // namespace ohmic::configs
