// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/point_file.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "sim/record/write_results.h"

namespace ohmic::sim {
namespace {

std::string headOf(const char* bytes, std::size_t size) {
  const auto hash = XXH3_128bits(bytes, size);
  return fmt::format("{{\"content_hash\":\"{:016x}{:016x}\",", hash.high64, hash.low64);
}

std::string nameOf(const std::string& id) { return fmt::format("\"id\":\"{}\",", id); }

}  // namespace

std::string pointText(const std::string& id, const std::string& object) {
  const std::string content = nameOf(id) + object.substr(1) + "\n";
  return headOf(content.data(), content.size()) + content;
}

bool isPointText(const std::string& text, const std::string& id) {
  const std::size_t head = headOf("", 0).size();
  const std::string name = nameOf(id);
  return text.size() > head + name.size() && text.compare(head, name.size(), name) == 0 &&
         text.compare(0, head, headOf(text.data() + head, text.size() - head)) == 0;
}

std::string pointText(const RunRecord& record) { return pointText(record.id, summaryLine(record)); }

}  // namespace ohmic::sim
