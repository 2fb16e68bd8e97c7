// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ohmic::configs {
namespace {

/// One character of a text: its bytes and its number; a byte that starts no valid UTF-8 stands for itself.
struct Character {
  std::string_view bytes;
  std::uint32_t code = 0;
  bool isValid = false;
};

/// Bytes of the UTF-8 sequence that @p lead opens; 0 if none does.
std::size_t sequenceLength(unsigned char lead) {
  if (lead < 0x80U) {
    return 1;
  }
  if (lead >= 0xC2U && lead < 0xE0U) {
    return 2;
  }
  if (lead >= 0xE0U && lead < 0xF0U) {
    return 3;
  }
  return lead >= 0xF0U && lead < 0xF5U ? 4 : 0;
}

/// The first character of a text that is not empty (Unicode 15, table 3-7: no overlong form, no surrogate,
/// nothing above U+10FFFF).
Character firstOf(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const Character byte{text.substr(0, 1), lead, lead < 0x80U};
  const std::size_t length = sequenceLength(lead);
  if (length < 2 || length > text.size()) {
    return byte;
  }
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (const char c : text.substr(1, length - 1)) {
    const auto next = static_cast<unsigned char>(c);
    if ((next & 0xC0U) != 0x80U) {
      return byte;
    }
    code = code << 6U | (next & 0x3FU);
  }
  const std::uint32_t least = length == 2 ? 0x80U : length == 3 ? 0x800U : 0x10000U;
  const bool isValid = code >= least && code <= 0x10FFFFU && (code < 0xD800U || code >= 0xE000U);
  return isValid ? Character{text.substr(0, length), code, true} : byte;
}

bool isLayout(std::uint32_t code) { return code == '\n' || code == '\t' || code == '\r'; }

bool isControl(std::uint32_t code) { return code < 0x20U || (code >= 0x7FU && code < 0xA0U); }

/// U+FFFE, U+FFFF and their like in each plane, which XML forbids or advises against.
bool isNoCharacter(std::uint32_t code) {
  return (code & 0xFFFEU) == 0xFFFEU || (code >= 0xFDD0U && code < 0xFDF0U);
}

/// Line and paragraph separators, marks and overrides of the direction of writing, the byte order mark.
bool isInvisible(std::uint32_t code) {
  return code == 0x200EU || code == 0x200FU || (code >= 0x2028U && code <= 0x202EU) ||
         (code >= 0x2066U && code <= 0x2069U) || code == 0xFEFFU;
}

std::string writtenOut(const Character& character) {
  switch (character.code) {
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      return character.code < 0x100U ? fmt::format("\\x{:02X}", character.code)
                                     : fmt::format("\\u{:04X}", character.code);
  }
}

/// @p asShown (Character) gives the text that stands for each character.
template <class AsShown>
std::string rewritten(std::string_view text, AsShown asShown) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character character = firstOf(text);
    result += asShown(character);
    text.remove_prefix(character.bytes.size());
  }
  return result;
}

bool isNameLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string entityOrItself(const Character& character) {
  switch (character.code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return std::string(character.bytes);
  }
}

}  // namespace

std::string validText(std::string_view text) {
  return rewritten(text, [](const Character& character) {
    return character.isValid ? std::string(character.bytes) : writtenOut(character);
  });
}

std::string terminalText(std::string_view text) {
  return rewritten(text, [](const Character& character) {
    const bool isShown = character.isValid && !isControl(character.code) && !isInvisible(character.code) &&
                         !isNoCharacter(character.code);
    return isShown ? std::string(character.bytes) : writtenOut(character);
  });
}

std::string terminalText(std::string_view text, std::size_t most) {
  const std::string shown = terminalText(text);
  std::string_view rest = shown;
  for (std::size_t count = 0; count < most && !rest.empty(); ++count) {
    rest.remove_prefix(firstOf(rest).bytes.size());
  }
  return shown.substr(0, shown.size() - rest.size());
}

std::string markupText(std::string_view text) {
  return rewritten(text, [](const Character& character) {
    const bool isShown = isLayout(character.code) ||
                         (character.isValid && !isControl(character.code) && !isNoCharacter(character.code));
    return isShown ? entityOrItself(character) : writtenOut(character);
  });
}

std::string shellWord(std::string_view text) {
  const auto isPlain = [](char c) {
    return isNameLetter(c) || std::string_view("./:,+%@").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), isPlain)) {
    return std::string(text);
  }
  std::string word = "'";
  for (const char c : text) {
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return word + "'";
}

std::string fileName(std::string_view text) {
  constexpr std::size_t kMostBytes = 100;
  std::string name(text.substr(0, kMostBytes));
  for (char& c : name) {
    c = isNameLetter(c) ? c : '_';
  }
  return name.empty() ? "_" : name;
}

}  // namespace ohmic::configs
