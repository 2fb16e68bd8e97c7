// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/yaml_file.h"

#include <fstream>
#include <system_error>

#include "configs/files/read_file.h"
#include "configs/reader/error.h"
#include "configs/reader/yaml_tree.h"

namespace ohmic::configs {
namespace {

std::string readText(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    throw InputError(Complaint{file.string(), {}, "no such file", "a YAML file expected", "check the path"});
  }
  if (std::filesystem::is_directory(file, ignored)) {
    throw InputError(Complaint{file.string(), {}, "a folder", "a YAML file expected", {}});
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text(kMostYamlBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream.is_open()) {
    throwIfMachineFailed(file);
  }
  if (stream.bad() || !(stream.eof() || stream.good())) {
    throw InputError(Complaint{file.string(), {}, "cannot be read", "a readable file expected", {}});
  }
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

void requireMapping(const Node& document, const std::string& name) {
  if (document.kind == Node::Kind::empty) {
    throw InputError(Complaint{name, {}, "the file is empty", "a mapping of keys expected", {}});
  }
  if (!document.isMap()) {
    throw InputError(Complaint{
        document.origin.place, {}, "a mapping of keys expected, found " + describe(document), {}, {}});
  }
}

Node readYamlFile(const std::filesystem::path& file, Origin::Kind kind) {
  Node document = parseYaml(readText(file), file.string(), kind);
  requireMapping(document, file.string());
  return document;
}

}  // namespace ohmic::configs
