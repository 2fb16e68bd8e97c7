// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <set>
#include <sstream>
#include <utility>

#include "configs/reader/error.h"

namespace ohmic::configs {
namespace {

/// Builds the tree from yaml-cpp's events. Its own Load() would resolve aliases and drop duplicate keys
/// silently.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string name, Origin::Kind kind) : name_(std::move(name)), kind_(kind) {}

  [[nodiscard]] Node take() { return std::move(document_); }

  [[nodiscard]] std::string placeOf(const YAML::Mark& mark) const {
    const bool located = kind_ != Origin::Kind::override_ && !mark.is_null();
    return located ? fmt::format("{}:{}:{}", name_, mark.line + 1, mark.column + 1) : name_;
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) {
      refuse(mark, "a second document", "one document in a file");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuseAnchor(mark, anchor);
    add(mark, newNode(mark, Node::Kind::empty));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases are not allowed", "write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuseAnchor(mark, anchor);
    if (tag != "?" && tag != "!") {
      refuse(mark, "tags are not allowed", "write the plain value");
    }
    Node node = newNode(mark, Node::Kind::scalar);
    node.text = value;
    node.quoted = tag == "!";
    add(mark, std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or map that is still open.
  struct Level {
    Node node;
    std::set<std::string> keys;
    bool awaitsValue = false;  ///< the last entry of a map has its key only
  };

  [[noreturn]] void refuse(const YAML::Mark& mark, std::string found, std::string allowed) const {
    throw InputError(Complaint{placeOf(mark), {}, std::move(found), std::move(allowed), {}});
  }

  void refuseAnchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != 0) {
      refuse(mark, "anchors are not allowed", "write the value out");
    }
  }

  [[nodiscard]] Node newNode(const YAML::Mark& mark, Node::Kind kind) const {
    Node node;
    node.kind = kind;
    node.origin = {kind_, placeOf(mark)};
    return node;
  }

  [[nodiscard]] bool awaitsKey() const {
    return !levels_.empty() && levels_.back().node.isMap() && !levels_.back().awaitsValue;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    refuseAnchor(mark, anchor);
    if (!tag.empty() && tag != "?") {
      refuse(mark, "tags are not allowed", "write the plain value");
    }
    if (awaitsKey()) {
      refuse(mark, "a list or mapping as a key, or a bracket left open", "a key is one word");
    }
    if (levels_.size() == kMostLevels) {
      refuse(mark, "nested too deeply", fmt::format("at most {} levels", kMostLevels));
    }
    levels_.push_back({newNode(mark, kind), {}, false});
  }

  void close() {
    Node node = std::move(levels_.back().node);
    levels_.pop_back();
    place(std::move(node));
  }

  void add(const YAML::Mark& mark, Node node) {
    if (awaitsKey()) {
      addKey(mark, node);
    } else {
      place(std::move(node));
    }
  }

  void addKey(const YAML::Mark& mark, const Node& key) {
    if (key.kind != Node::Kind::scalar || key.text.empty()) {
      refuse(mark, "an empty key", "a key is one word");
    }
    if (key.text == "<<") {
      refuse(mark, "merge keys are not allowed", "write the values out");
    }
    Level& level = levels_.back();
    if (!level.keys.insert(key.text).second) {
      refuse(mark, fmt::format("the key {} is here twice", quote(key.text)), "every key once");
    }
    level.node.entries.push_back({key.text, key.origin.place, {}});
    level.awaitsValue = true;
  }

  void place(Node node) {
    if (levels_.empty()) {
      document_ = std::move(node);
    } else if (levels_.back().node.isMap()) {
      Entry& entry = levels_.back().node.entries.back();
      if (node.kind == Node::Kind::empty) {
        node.origin.place = entry.place;  // yaml-cpp marks the next token
      }
      entry.value = std::move(node);
      levels_.back().awaitsValue = false;
    } else {
      levels_.back().node.items.push_back(std::move(node));
    }
  }

  std::string name_;
  Origin::Kind kind_;
  bool started_ = false;
  std::vector<Level> levels_;
  Node document_;
};

/// yaml-cpp would take byte 4 for the end of the file, and a zero for UTF-16.
void refuseControlCharacters(const std::string& text, const std::string& name) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0x7F || (byte < 0x20 && c != '\n' && c != '\r' && c != '\t')) {
      throw InputError(Complaint{
          name, {}, fmt::format("found the control character {}", byte), "a YAML text in UTF-8", {}});
    }
  }
}

Node parse(const std::string& text, const std::string& name, TreeBuilder builder) {
  if (text.size() > kMostYamlBytes) {
    throw InputError(Complaint{name, {}, "larger than 1 MiB", "a configuration is a short text", {}});
  }
  refuseControlCharacters(text, name);
  std::istringstream stream(text);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
      builder.OnAlias(error.mark, {});
    }
    throw InputError(Complaint{builder.placeOf(error.mark),
                               {},
                               "not valid YAML: " + error.msg,
                               {},
                               "check indentation (spaces, no tabs), brackets and quotes"});
  }
  return builder.take();
}

}  // namespace

Node parseYaml(const std::string& text, const std::string& name, Origin::Kind kind) {
  return parse(text, name, TreeBuilder(name, kind));
}

Node parseOverrideValue(const std::string& text, const std::string& place) {
  return parse(text, place, TreeBuilder(place, Origin::Kind::override_));
}

}  // namespace ohmic::configs
