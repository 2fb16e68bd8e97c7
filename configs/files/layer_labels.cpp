// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/layer_labels.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace ohmic::configs {
namespace {

using Parts = std::vector<std::string>;

constexpr std::string_view kOutput = "_output_";  ///< "Conv_output_0": what exporters append to a path
constexpr std::string_view kEllipsis = "…";

/// The parts between separators; empty ones are none.
Parts split(std::string_view text, char separator) {
  Parts parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(separator, from), text.size());
    if (end > from) {
      parts.emplace_back(text.substr(from, end - from));
    }
    from = end + 1;
  }
  return parts;
}

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Where each character of a UTF-8 text begins, and its end.
std::vector<std::size_t> charactersOf(std::string_view text) {
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 0 || !isContinuation(text[i])) {
      begins.push_back(i);
    }
  }
  begins.push_back(text.size());
  return begins;
}

std::size_t lengthOf(std::string_view text) { return charactersOf(text).size() - 1; }

/// A module's path and the operator in it.
struct Module {
  Parts path;
  std::string op;       ///< "MatMul_1"; empty: not known
  bool isPath = false;  ///< the name has slashes
};

Module moduleOf(std::string_view name) {
  Module module;
  Parts parts = split(name, '/');
  module.isPath = name.find('/') != std::string_view::npos && !parts.empty();
  if (!module.isPath) {
    module.path = {std::string(name)};
    return module;
  }
  if (const auto end = parts.back().find(kOutput); parts.size() > 1 && end != std::string::npos) {
    module.op = parts.back().substr(0, end);
    parts.pop_back();
  }
  for (auto& part : parts) {  // PyTorch writes "blocks/blocks.0"
    const bool isDeeper = !module.path.empty() && part.rfind(module.path.back() + ".", 0) == 0;
    if (isDeeper) {
      module.path.pop_back();
    }
    module.path.push_back(std::move(part));
  }
  return module;
}

std::string joined(const Parts& parts, std::size_t from = 0) {
  return fmt::format("{}", fmt::join(parts.begin() + static_cast<std::ptrdiff_t>(from), parts.end(), "."));
}

bool isNumber(const std::string& part) {
  return !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
}

/// Each label in its parts, the operator behind those that several layers share.
std::vector<Parts> partsOf(const std::vector<Module>& modules) {
  std::map<std::string, int> uses;
  for (const auto& module : modules) {
    ++uses[joined(module.path)];
  }
  std::vector<Parts> labels;
  for (const auto& module : modules) {
    const std::string path = joined(module.path);
    labels.push_back(module.isPath ? split(path, '.') : module.path);
    if (uses[path] > 1 && !module.op.empty()) {
      labels.back().push_back(module.op);
    }
  }
  return labels;
}

/// Leading parts that all paths share; each keeps its last part, and a number the part before it.
std::size_t sharedParts(const std::vector<Module>& modules, const std::vector<Parts>& labels) {
  std::optional<Parts> first;
  std::size_t shared = 0, paths = 0;
  for (std::size_t l = 0; l < labels.size(); ++l) {
    if (!modules[l].isPath) {
      continue;
    }
    ++paths;
    if (!first) {
      first = labels[l];
      shared = labels[l].size() - 1;
    }
    shared = std::min(shared, labels[l].size() - 1);
    const auto end = first->begin() + static_cast<std::ptrdiff_t>(shared);
    shared = static_cast<std::size_t>(std::mismatch(first->begin(), end, labels[l].begin()).first -
                                      first->begin());
  }
  const auto keepsNumbers = [&] {
    for (std::size_t l = 0; l < labels.size(); ++l) {
      if (modules[l].isPath && isNumber(labels[l][shared])) {
        return false;
      }
    }
    return true;
  };
  while (shared > 0 && !keepsNumbers()) {
    --shared;
  }
  return paths > 1 ? shared : 0;
}

/// In how many of the other labels the part at a place is another one.
std::vector<std::size_t> differences(const std::vector<Parts>& labels, const Parts& label) {
  std::vector<std::size_t> counts;
  for (std::size_t p = 0; p < label.size(); ++p) {
    counts.push_back(
        static_cast<std::size_t>(std::count_if(labels.begin(), labels.end(), [&](const Parts& other) {
          return p >= other.size() || other[p] != label[p];
        })));
  }
  return counts;
}

/// Without a run of parts: the one in which labels differ least; of equal ones the shortest, then the first.
std::optional<std::string> withoutParts(const std::vector<Parts>& labels, const Parts& label,
                                        std::size_t most, const std::set<std::string>& taken) {
  const auto counts = differences(labels, label);
  std::optional<std::string> best;
  std::pair<std::size_t, std::size_t> least{std::numeric_limits<std::size_t>::max(), 0};
  for (std::size_t from = 1; from + 1 < label.size(); ++from) {
    std::size_t lost = 0;
    for (std::size_t to = from + 1; to < label.size(); ++to) {
      lost += counts[to - 1];
      const std::string text = joined({label.begin(), label.begin() + static_cast<std::ptrdiff_t>(from)})
                                   .append(kEllipsis)
                                   .append(joined(label, to));
      const std::size_t length = lengthOf(text);
      const std::pair<std::size_t, std::size_t> cost{lost, most - std::min(length, most)};
      if (length <= most && cost < least && taken.count(text) == 0) {
        least = cost;
        best = text;
      }
    }
  }
  return best;
}

/// Without characters of the middle: those at which an untaken text comes about, the middle ones first.
std::optional<std::string> withoutCharacters(const std::string& text, std::size_t most,
                                             const std::set<std::string>& taken) {
  const auto begins = charactersOf(text);
  const std::size_t kept = most - 1, length = begins.size() - 1;
  const std::size_t middle = kept / 2;
  for (std::size_t step = 0; step <= kept; ++step) {
    const std::size_t head = step % 2 == 0 ? middle + step / 2 : middle - std::min(middle, (step + 1) / 2);
    if (head > kept) {
      continue;
    }
    const std::string shorter =
        text.substr(0, begins[head]).append(kEllipsis).append(text.substr(begins[length - (kept - head)]));
    if (taken.count(shorter) == 0) {
      return shorter;
    }
  }
  return std::nullopt;
}

/// With a number behind it, in the place of its last characters where there is no room.
std::string numbered(const std::string& text, std::size_t most, const std::set<std::string>& taken) {
  for (int number = 2;; ++number) {
    const std::string end = fmt::format("#{}", number);
    const auto begins = charactersOf(text);
    const std::size_t kept = std::min(begins.size() - 1, most - end.size());
    const std::string candidate = text.substr(0, begins[kept]) + end;
    if (taken.count(candidate) == 0) {
      return candidate;
    }
  }
}

bool fit(const std::vector<Parts>& labels, std::size_t most) {
  return std::all_of(labels.begin(), labels.end(),
                     [most](const Parts& label) { return lengthOf(joined(label)) <= most; });
}

}  // namespace

std::string modulePath(std::string_view name) { return joined(moduleOf(name).path); }

std::vector<std::string> layerLabels(const std::vector<std::string>& names, std::size_t most) {
  assert(most >= 12);
  std::vector<Module> modules;
  for (const auto& name : names) {
    modules.push_back(moduleOf(name));
  }
  std::vector<Parts> labels = partsOf(modules);
  if (!fit(labels, most)) {
    const std::size_t shared = sharedParts(modules, labels);
    for (std::size_t l = 0; l < labels.size(); ++l) {
      if (modules[l].isPath) {
        labels[l].erase(labels[l].begin(), labels[l].begin() + static_cast<std::ptrdiff_t>(shared));
      }
    }
  }
  std::vector<std::string> texts(labels.size());
  std::vector<bool> isDone(labels.size(), false);
  std::set<std::string> taken;
  for (std::size_t l = 0; l < labels.size(); ++l) {  // those that stay as they are, first
    texts[l] = joined(labels[l]);
    isDone[l] = lengthOf(texts[l]) <= most && taken.insert(texts[l]).second;
  }
  for (std::size_t l = 0; l < labels.size(); ++l) {
    if (isDone[l]) {
      continue;
    }
    auto shorter = lengthOf(texts[l]) <= most ? std::nullopt : withoutParts(labels, labels[l], most, taken);
    if (!shorter && lengthOf(texts[l]) > most) {
      shorter = withoutCharacters(texts[l], most, taken);
    }
    texts[l] = shorter ? *shorter : numbered(texts[l], most, taken);
    taken.insert(texts[l]);
  }
  return texts;
}

}  // namespace ohmic::configs
