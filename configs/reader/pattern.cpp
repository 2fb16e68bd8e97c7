// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/pattern.h"

#include <fnmatch.h>
#include <locale.h>

#include <algorithm>

namespace ohmic::configs {
namespace {

/// This thread in the C locale, whatever the program around this library has set: a letter is a byte.
class InCLocale {
 public:
  InCLocale() : before_(::uselocale(cLocale())) {}
  ~InCLocale() { ::uselocale(before_); }
  InCLocale(const InCLocale&) = delete;
  InCLocale& operator=(const InCLocale&) = delete;

 private:
  static locale_t cLocale() {
    static const locale_t locale = ::newlocale(LC_ALL_MASK, "C", nullptr);
    return locale;
  }

  locale_t before_;
};

/// Without the byte that ends a C string.
std::string withoutNull(std::string text) {
  std::replace(text.begin(), text.end(), '\0', '\1');
  return text;
}

/// Brackets and backslashes are characters like others.
std::string escaped(const std::string& pattern) {
  std::string text;
  for (const char c : pattern) {
    text += c == '[' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  }
  return text;
}

}  // namespace

bool matchesPattern(const std::string& pattern, const std::string& name) {
  const InCLocale here;
  return ::fnmatch(escaped(withoutNull(pattern)).c_str(), withoutNull(name).c_str(), 0) == 0;
}

}  // namespace ohmic::configs
