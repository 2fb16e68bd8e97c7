// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/written_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "configs/reader/overrides.h"
#include "configs/reader/tree.h"
#include "configs/reader/yaml_file.h"

namespace ohmic::configs {
namespace {

/// In double quotes, as YAML reads them.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else {
      result += c;
    }
  }
  return result + "\"";
}

bool isPlainKey(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Writer {
 public:
  explicit Writer(Replaced replaced) : replaced_(replaced) {}

  void write(const Node& mapping, std::size_t indent) {
    writeEntries(mapping, mapping, indent);
    for (const Node& under : mapping.replaced) {
      if (replaced_ == Replaced::kept) {
        writeEntries(under, mapping, indent);
      }
    }
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  /// The entries of a mapping that is one with @p whole, or lies under it.
  void writeEntries(const Node& mapping, const Node& whole, std::size_t indent) {
    for (const Entry& entry : mapping.entries) {
      if (&mapping != &whole && whole.find(entry.key) != nullptr) {
        continue;
      }
      text_ += fmt::format("{:{}}{}:", "", indent, isPlainKey(entry.key) ? entry.key : quoted(entry.key));
      writeValue(entry.value, indent);
    }
  }

  void writeValue(const Node& value, std::size_t indent) {
    constexpr std::size_t kStep = 2;
    if (value.kind == Node::Kind::map && (!value.entries.empty() || !value.replaced.empty())) {
      text_ += "\n";
      write(value, indent + kStep);
    } else if (value.kind == Node::Kind::map) {
      text_ += " {}\n";
    } else if (value.kind == Node::Kind::list && value.items.empty()) {
      text_ += " []\n";
    } else if (value.kind == Node::Kind::list) {
      text_ += "\n";
      for (const Node& item : value.items) {
        text_ += fmt::format("{:{}}-", "", indent + kStep);
        writeValue(item, indent + kStep);
      }
    } else if (value.kind == Node::Kind::scalar) {
      text_ += fmt::format(" {}\n", value.quoted ? quoted(value.text) : value.text);
    } else {
      text_ += "\n";
    }
  }

  Replaced replaced_;
  std::string text_;
};

}  // namespace

std::string writtenRun(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                       Replaced replaced) {
  Node tree = readYamlFile(file, Origin::Kind::file);
  applyOverrides(tree, overrides);
  Writer writer(replaced);
  writer.write(tree, 0);
  return std::move(writer).text();
}

}  // namespace ohmic::configs
