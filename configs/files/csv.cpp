// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "configs/files/escape.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "configs/reader/number.h"

namespace ohmic::configs {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r"), text.size()));
  text.remove_suffix(text.size() - (text.find_last_not_of(" \t\r") + 1));
  return text;
}

[[noreturn]] void refuse(const std::string& place, std::string found, const char* allowed) {
  throw InputError(Complaint{place, {}, std::move(found), allowed, {}});
}

/// Walks over a text and knows its line.
class CsvParser {
 public:
  CsvParser(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      const std::string_view line = trimmed(restOfLine());
      if (line.empty() || line.front() == '#') {
        at_ += restOfLine().size();
        endLine();
      } else {
        rows.push_back(row());
        if (rows.size() > kMostCsvRows) {
          refuse(rows.back().place, fmt::format("found more than {} rows", kMostCsvRows),
                 "allowed: a shorter table");
        }
      }
    }
    return rows;
  }

 private:
  [[nodiscard]] std::string place() const { return fmt::format("{}:{}", name_, line_); }

  [[nodiscard]] std::string_view restOfLine() const {
    return text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_);
  }

  void endLine() {
    if (at_ < text_.size()) {
      ++at_;
      ++line_;
    }
  }

  CsvRow row() {
    CsvRow row{place(), {}};
    for (;;) {
      row.fields.push_back(field());
      if (row.fields.size() > kMostCsvFields) {
        refuse(row.place, fmt::format("found more than {} fields", kMostCsvFields),
               "allowed: a narrower table");
      }
      if (at_ == text_.size() || text_[at_] != ',') {
        endLine();
        return row;
      }
      ++at_;
    }
  }

  std::string field() {
    const std::string_view rest = restOfLine();
    const std::size_t blanks = std::min(rest.find_first_not_of(" \t"), rest.size());
    if (blanks < rest.size() && rest[blanks] == '"') {
      at_ += blanks + 1;
      return quoted();
    }
    const std::string_view plain = rest.substr(0, rest.find(','));
    at_ += plain.size();
    return std::string(trimmed(plain));
  }

  std::string quoted() {
    const std::string begin = place();
    std::string value;
    for (; at_ < text_.size(); ++at_) {
      const bool isQuote = text_[at_] == '"';
      if (isQuote && (at_ + 1 == text_.size() || text_[at_ + 1] != '"')) {
        ++at_;
        skipBlanks(begin);
        return value;
      }
      at_ += isQuote ? 1 : 0;
      line_ += text_[at_] == '\n' ? 1 : 0;
      value += text_[at_];
    }
    refuse(begin, "found a quote that is not closed", "allowed: fields as RFC 4180 writes them");
  }

  /// Up to the comma or the line's end.
  void skipBlanks(const std::string& begin) {
    const std::string_view rest = restOfLine();
    const std::string_view between = rest.substr(0, rest.find(','));
    if (!trimmed(between).empty()) {
      refuse(begin, "found text behind a closing quote", "allowed: a comma or the line's end");
    }
    at_ += between.size();
  }

  std::string_view text_;
  std::string name_;
  std::size_t at_ = 0;
  int line_ = 1;
};

bool isUnitLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' || c == '/' ||
         static_cast<unsigned char>(c) >= 0x80U;
}

/// "-5", "-5 %", "+1e-3 V", "-1.2 m2": a number and at most a unit behind it.
bool isSignedQuantity(std::string_view text) {
  const auto decimal = scanDecimal(text);
  if (!decimal) {
    return false;
  }
  std::string_view unit = decimal->rest;
  if (!unit.empty() && unit.back() == '2') {
    unit.remove_suffix(1);
  }
  return unit.size() < 12 && std::all_of(unit.begin(), unit.end(), isUnitLetter) &&
         (decimal->rest.empty() || !unit.empty());
}

bool looksLikeFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos &&
         !isSignedQuantity(text);
}

}  // namespace

std::vector<CsvRow> parseCsv(std::string_view text, const std::string& name) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  return CsvParser(text, name).rows();
}

std::vector<CsvRow> readCsv(const std::filesystem::path& file) {
  return parseCsv(readFile(file, kTableFile), file.string());
}

std::string csvText(std::string_view text) {
  const std::string cell = (looksLikeFormula(text) ? "'" : "") + validText(text);
  if (cell.find_first_of(",\"\n\r") == std::string::npos) {
    return cell;
  }
  std::string quoted = "\"";
  for (const char c : cell) {
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  }
  return quoted + "\"";
}

std::string csvNumber(double value) { return std::isfinite(value) ? formatNumber(value) : std::string(); }

std::string csvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) {
    line += (&cell == &cells.front() ? "" : ",") + cell;
  }
  return line + "\n";
}

}  // namespace ohmic::configs
