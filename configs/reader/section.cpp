// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/section.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "configs/reader/distinct_text.h"
#include "configs/reader/error.h"
#include "configs/reader/key_path.h"
#include "configs/reader/layers.h"
#include "configs/reader/leaf.h"
#include "configs/reader/number.h"
#include "configs/reader/resolution.h"
#include "configs/reader/suggest.h"

namespace ohmic::configs {
namespace {

namespace fs = std::filesystem;

/// "[1 s, 3600 s]"; one value without brackets.
template <typename Value, typename Format>
std::string formatList(const std::vector<Value>& values, const Format& format) {
  std::vector<std::string> texts;
  for (const Value& value : values) {
    texts.push_back(format(value));
  }
  const std::string list = fmt::format("{}", fmt::join(texts, ", "));
  return texts.size() == 1 ? list : "[" + list + "]";
}

template <typename Read>
auto readList(const Leaf& leaf, const Read& read) {
  std::vector<decltype(read(leaf))> values;
  for (const Leaf& item : leaf.items()) {
    values.push_back(read(item));
  }
  return values;
}

/// "write a number in [1, 16]".
std::string toWrite(const std::string& what, const std::string& range) {
  return range.empty() ? "write " + what : fmt::format("write {} {}", what, range);
}

std::string quantityToWrite(Dimension dimension, const Range& range) {
  return fmt::format("{}, such as {}", toWrite("a quantity", range.text(dimension)), exampleOf(dimension));
}

std::string sameText(const std::string& text) { return text; }

std::string formatBoolean(bool value) { return value ? "true" : "false"; }

std::string formatIntegerOrWord(const IntegerOrWord& value) {
  const auto* const integer = std::get_if<std::int64_t>(&value);
  return integer != nullptr ? fmt::format("{}", *integer) : std::get<std::string>(value);
}

std::vector<std::string> foldersLookedIn(const std::vector<fs::path>& folders) {
  std::vector<std::string> names;
  for (const fs::path& folder : folders) {
    names.push_back(folder.empty() ? "." : folder.string());
  }
  return names;
}

}  // namespace

Section::Section(std::shared_ptr<Resolution> resolution)
    : resolution_(std::move(resolution)),
      mappings_({{&resolution_->root(), {}, false}}),
      around_(&resolution_->root()) {}

Section Section::laidOver(const Section& lower) const {
  Section laid = lower;
  for (Mapping& mapping : laid.mappings_) {
    mapping.isLower = true;
  }
  laid.mappings_.insert(laid.mappings_.begin(), mappings_.begin(), mappings_.end());
  laid.around_ = present() ? around_ : lower.around_;
  laid.recordsDefaults_ = !lower.present();
  return laid;
}

const Section::Mapping* Section::holderOf(std::string_view key) const {
  for (const Mapping& mapping : mappings_) {
    if (mapping.node->find(key) != nullptr) {
      return &mapping;
    }
  }
  return nullptr;
}

const Node* Section::ask(std::string_view key) const {
  for (const Mapping& mapping : mappings_) {
    resolution_->know(*mapping.node, key);
  }
  const Mapping* const holder = holderOf(key);
  return holder == nullptr ? nullptr : holder->node->find(key);
}

void Section::record(std::string_view key, std::string value, const Node* node) const {
  const Mapping* const holder = holderOf(key);
  if (holder == nullptr ? recordsDefaults_ : !holder->isLower) {
    resolution_->record({path(key), std::move(value), node == nullptr ? Origin{} : node->origin});
  }
}

bool Section::has(std::string_view key) const { return ask(key) != nullptr; }

bool Section::isMap(std::string_view key) const {
  const Node* const node = ask(key);
  return node != nullptr && node->kind == Node::Kind::map;
}

bool Section::isList(std::string_view key) const {
  const Node* const node = ask(key);
  return node != nullptr && node->kind == Node::Kind::list;
}

bool Section::isText(std::string_view key) const {
  const Node* const node = ask(key);
  return node != nullptr && node->kind == Node::Kind::scalar;
}

Section Section::ofItsModel(const std::string& usual) const {
  Section own = *this;
  own.mappings_.clear();
  std::vector<std::string_view> models(mappings_.size());  // a mapping that names none has the one's beneath
  std::string_view model = usual;
  for (std::size_t m = mappings_.size(); m-- > 0;) {
    const Node& node = *mappings_[m].node;
    models[m] = model = node.find("model") == nullptr ? model : node.textAt("model");
  }
  for (std::size_t m = 0; m < mappings_.size(); ++m) {
    if (models[m] == model || models[m].empty()) {
      own.mappings_.push_back(mappings_[m]);
    } else {
      resolution_->setAside(*mappings_[m].node);
    }
  }
  own.settle();
  return own;
}

void Section::settle() {
  if (present()) {
    path_ = mappings_.back().path;
    recordsDefaults_ =
        recordsDefaults_ || std::none_of(mappings_.begin(), mappings_.end(),
                                         [](const Mapping& mapping) { return mapping.isLower; });
  }
}

Section Section::section(std::string_view key) const {
  Section below = *this;
  const Node* const upper = ask(key);
  below.mappings_.clear();
  below.path_ = path(key);
  if (upper == nullptr) {
    below.gap_ = present() ? std::string(key) : gap_;
    return below;
  }
  for (const Mapping& mapping : mappings_) {
    const Node* const child = mapping.node->find(key);
    if (child == nullptr) {
      continue;
    }
    const std::string place = joinPath(mapping.path, key);
    if (!child->isMap() && below.mappings_.empty()) {
      Leaf(*child, place).refuseType("a mapping of keys");
    }
    if (!child->isMap() ||
        std::any_of(below.mappings_.begin(), below.mappings_.end(),
                    [child](const Mapping& over) { return namesAnotherPreset(*child, *over.node); })) {
      break;  // replaced
    }
    below.mappings_.push_back({child, place, mapping.isLower});
    for (const Node& replaced : child->replaced) {
      below.mappings_.push_back({&replaced, place, mapping.isLower});
    }
  }
  below.around_ = below.mappings_.front().node;
  below.settle();
  return below;
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> keys;
  for (const Mapping& mapping : mappings_) {
    resolution_->takeAnyKey(*mapping.node);
    for (const Entry& entry : mapping.node->entries) {
      if (entry.key != "preset") {
        resolution_->know(*mapping.node, entry.key);
        if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) {
          keys.push_back(entry.key);
        }
      }
    }
  }
  return keys;
}

std::vector<std::string> Section::orderedKeys() const {
  std::vector<std::string> ordered = keys();
  if (ordered.size() > 1) {
    resolution_->record({path_, listText(ordered), around_->origin});
  }
  return ordered;
}

template <typename Value, typename Read, typename Format>
Value Section::read(std::string_view key, const std::optional<Value>& fallback,
                    const std::string& whatToWrite, const Read& read, const Format& format) const {
  const Node* const node = ask(key);
  if (node == nullptr && !fallback) {
    refuseAbsent(key, whatToWrite);
  }
  Value value = node == nullptr ? *fallback : read(Leaf(*node, path(key)));
  record(key, format(value), node);
  return value;
}

bool Section::boolean(std::string_view key, std::optional<bool> fallback) const {
  return read(
      key, fallback, "write true or false", [](const Leaf& leaf) { return leaf.boolean(); }, formatBoolean);
}

std::int64_t Section::integer(std::string_view key, const Range& range,
                              std::optional<std::int64_t> fallback) const {
  return read(
      key, fallback, toWrite("a whole number", range.text()),
      [&range](const Leaf& leaf) { return leaf.integer(range); },
      [](std::int64_t value) { return fmt::format("{}", value); });
}

double Section::number(std::string_view key, const Range& range, std::optional<double> fallback) const {
  return read(
      key, fallback, toWrite("a number", range.text()),
      [&range](const Leaf& leaf) { return leaf.number(range); }, formatNumber);
}

double Section::fraction(std::string_view key, const Range& range, std::optional<double> fallback) const {
  return read(
      key, fallback, toWrite("a fraction", range.text()) + ", such as 0.02 or 2 %",
      [&range](const Leaf& leaf) { return leaf.fraction(range); }, formatNumber);
}

double Section::quantity(std::string_view key, Dimension dimension, const Range& range,
                         std::optional<double> fallback) const {
  return read(
      key, fallback, quantityToWrite(dimension, range),
      [&](const Leaf& leaf) { return leaf.quantity(dimension, range); },
      [dimension](double value) { return formatQuantity(value, dimension); });
}

std::vector<double> Section::numbers(std::string_view key, const Range& range,
                                     const std::optional<std::vector<double>>& fallback) const {
  const auto number = [&range](const Leaf& leaf) { return leaf.number(range); };
  return read(
      key, fallback, toWrite("a number or a list of numbers", range.text()),
      [&number](const Leaf& leaf) { return readList(leaf, number); },
      [](const std::vector<double>& values) { return formatList(values, formatNumber); });
}

std::vector<double> Section::quantities(std::string_view key, Dimension dimension, const Range& range,
                                        const std::optional<std::vector<double>>& fallback) const {
  const auto quantity = [&](const Leaf& leaf) { return leaf.quantity(dimension, range); };
  const auto format = [dimension](double value) { return formatQuantity(value, dimension); };
  return read(
      key, fallback, quantityToWrite(dimension, range) + ", or a list",
      [&quantity](const Leaf& leaf) { return readList(leaf, quantity); },
      [&format](const std::vector<double>& values) { return formatList(values, format); });
}

std::vector<std::string> Section::texts(std::string_view key,
                                        const std::optional<std::vector<std::string>>& fallback) const {
  const auto text = [](const Leaf& leaf) { return leaf.text(); };
  return read(
      key, fallback, "write a text or a list of texts",
      [&text](const Leaf& leaf) { return readList(leaf, text); }, listText);
}

std::string Section::text(std::string_view key, const std::optional<std::string>& fallback) const {
  return read(
      key, fallback, "write a text", [](const Leaf& leaf) { return leaf.text(); }, sameText);
}

std::string Section::choice(std::string_view key, const std::vector<std::string>& allowed,
                            const std::optional<std::string>& fallback) const {
  return read(
      key, fallback, fmt::format("write one of: {}", fmt::join(allowed, ", ")),
      [&allowed](const Leaf& leaf) { return leaf.choice(allowed); }, sameText);
}

IntegerOrWord Section::integerOrChoice(std::string_view key, const Range& range,
                                       const std::vector<std::string>& words,
                                       const std::optional<IntegerOrWord>& fallback) const {
  return read(
      key, fallback,
      fmt::format("{}, or one of: {}", toWrite("a whole number", range.text()), fmt::join(words, ", ")),
      [&](const Leaf& leaf) { return leaf.integerOrChoice(range, words); }, formatIntegerOrWord);
}

fs::path Section::file(std::string_view key, const std::optional<std::string>& fallback) const {
  const Node* const node = ask(key);
  if (node == nullptr && !fallback) {
    refuseAbsent(key, "write the path of a file or folder");
  }
  const std::string name = node == nullptr ? *fallback : Leaf(*node, path(key)).text();
  const fs::path found = lookUp(name);
  if (!found.empty()) {
    // whatever the view: a file that is read belongs to the identity of what is read with it
    resolution_->record({path(key), name, node == nullptr ? Origin{} : node->origin, true, found});
    return found;
  }
  refuse(key, fmt::format("no file or folder {}", quote(name)),
         fs::path(name).is_absolute()
             ? ""
             : fmt::format("looked in {}", fmt::join(foldersLookedIn(resolution_->fileFolders()), ", ")));
}

fs::path Section::lookUp(const fs::path& name) const {
  for (const fs::path& folder : resolution_->fileFolders()) {
    fs::path candidate = folder / name;  // an absolute name stays as it is
    std::error_code ignored;
    if (fs::exists(candidate, ignored)) {
      return candidate;
    }
  }
  return {};
}

std::string Section::path(std::string_view key) const {
  const Mapping* const holder = holderOf(key);
  return joinPath(holder == nullptr ? path_ : holder->path, key);
}

std::string Section::place() const { return around_->origin.place; }

std::string Section::place(std::string_view key) const {
  const Mapping* const holder = holderOf(key);
  return holder == nullptr ? place() : holder->node->find(key)->origin.place;
}

void Section::refuse(std::string_view key, std::string found, std::string allowed, std::string remedy) const {
  throw InputError(Complaint{place(key), path(key), std::move(found), std::move(allowed), std::move(remedy)});
}

void Section::refuseAbsent(std::string_view key, const std::string& whatToWrite) const {
  const std::string missing = present() ? std::string(key) : gap_;
  const std::string meant = nearest(missing, resolution_->unknownKeys(*around_));
  refuse(
      key, "missing", whatToWrite,
      meant.empty() ? "" : fmt::format("did you mean it by '{}' ({})?", meant, around_->placeOfKey(meant)));
}

}  // namespace ohmic::configs
