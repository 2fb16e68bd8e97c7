// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/yaml_file.h"

#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "configs/reader/yaml_tree.h"

namespace ohmic::configs {
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
  Node document = parseYaml(readFile(file, kYamlFile), file.string(), kind);
  requireMapping(document, file.string());
  return document;
}

}  // namespace ohmic::configs
