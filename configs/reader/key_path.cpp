// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/key_path.h"

#include <algorithm>

namespace ohmic::configs {
namespace {

constexpr char kQuote = '"', kEscape = '\\';

/// Whether a character within quotes is written with a backslash before it.
bool isEscaped(char c) { return c == kQuote || c == kEscape; }

/// Walks through a path character by character.
class PathReader {
 public:
  explicit PathReader(std::string_view path) : path_(path) {}

  [[nodiscard]] bool isAtEnd() const { return at_ == path_.size(); }
  [[nodiscard]] bool isQuoted() const { return isQuoted_; }
  [[nodiscard]] std::size_t at() const { return at_; }

  /// The next character of a key, or a dot between keys; none for a quotation mark.
  struct Letter {
    char c;
    bool isPlain;  ///< outside quotes, so that a dot or an equals sign ends something
  };
  std::optional<Letter> next() {
    const char c = path_[at_++];
    if (isQuoted_ && c == kEscape && !isAtEnd() && isEscaped(path_[at_])) {
      return Letter{path_[at_++], false};
    }
    if (c == kQuote) {
      isQuoted_ = !isQuoted_;
      return std::nullopt;
    }
    return Letter{c, !isQuoted_};
  }

 private:
  std::string_view path_;
  std::size_t at_ = 0;
  bool isQuoted_ = false;
};

}  // namespace

std::string joinPath(std::string_view parent, std::string_view key) {
  std::string path = parent.empty() ? std::string() : std::string(parent) + ".";
  if (!key.empty() && key.find_first_of(".\"=") == std::string_view::npos) {
    return path.append(key);
  }
  path += kQuote;
  for (const char c : key) {
    if (isEscaped(c)) {
      path += kEscape;
    }
    path += c;
  }
  return path + kQuote;
}

std::optional<std::vector<std::string>> splitPath(std::string_view path) {
  std::vector<std::string> keys(1);
  PathReader reader(path);
  while (!reader.isAtEnd()) {
    const auto letter = reader.next();
    if (letter && letter->isPlain && letter->c == '.') {
      keys.emplace_back();
    } else if (letter) {
      keys.back() += letter->c;
    }
  }
  const bool isWhole = !reader.isQuoted() && std::none_of(keys.begin(), keys.end(),
                                                          [](const std::string& key) { return key.empty(); });
  return isWhole ? std::make_optional(std::move(keys)) : std::nullopt;
}

bool leadsTo(const std::vector<std::string>& path, const std::vector<std::string>& other) {
  return path.size() <= other.size() && std::equal(path.begin(), path.end(), other.begin());
}

std::size_t endOfPath(std::string_view override) {
  PathReader reader(override);
  while (!reader.isAtEnd()) {
    const std::size_t at = reader.at();
    const auto letter = reader.next();
    if (letter && letter->isPlain && letter->c == '=') {
      return at;
    }
  }
  // a quotation mark that is left open closes nothing: the path is the one to complain about
  return reader.isQuoted() ? override.find('=') : std::string_view::npos;
}

}  // namespace ohmic::configs
