// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/npz.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "configs/files/escape.h"
#include "configs/files/limits.h"
#include "configs/files/zip.h"
#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

[[noreturn]] void fail(const std::string& file, const std::string& found) {
  throw configs::InputError({file, "", found, configs::kChipFile.expected,
                             "write it again with `ohmic program RUN.yaml -o CHIP.npz`"});
}

/// Reads a header as npyBytes() and NumPy write it, from the left.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view text) : left_(text) {}

  /// Type and shape; none for another header.
  std::optional<NpyArray> read() {
    constexpr std::size_t kTypeSize = 3;
    NpyArray array;
    if (!takes("{'descr': '")) {
      return std::nullopt;
    }
    array.type = left_.substr(0, kTypeSize);
    left_.remove_prefix(array.type.size());
    if (!isType(array.type) || !takes("', 'fortran_order': False, 'shape': (") || !readShape(array.shape)) {
      return std::nullopt;
    }
    return takes(", }") && left_.find_first_not_of(" \n") == left_.npos ? std::optional(array) : std::nullopt;
  }

 private:
  static bool isType(const std::string& type) {
    return type.size() == 3 && (type[0] == '<' || type[0] == '|') &&
           (type[1] == 'i' || type[1] == 'u' || type[1] == 'f') && isDigit(type[2]);
  }

  static bool isDigit(char c) { return c >= '0' && c <= '9'; }

  bool takes(std::string_view word) {
    const bool isThere = left_.substr(0, word.size()) == word;
    left_.remove_prefix(isThere ? word.size() : 0);
    return isThere;
  }

  bool readShape(std::vector<std::int64_t>& shape) {
    constexpr std::size_t kMostAxes = 32, kMostDigits = 18;
    while (!takes(")")) {
      std::size_t digits = 0;
      std::int64_t extent = 0;
      for (; !left_.empty() && isDigit(left_[0]) && digits < kMostDigits; left_.remove_prefix(1), ++digits) {
        extent = 10 * extent + (left_[0] - '0');
      }
      if (digits == 0 || shape.size() == kMostAxes) {
        return false;
      }
      shape.push_back(extent);
      if (!takes(", ") && !takes(",") && left_.substr(0, 1) != ")") {
        return false;
      }
    }
    return true;
  }

  std::string_view left_;
};

NpyArray parse(const std::string& file, const std::string& name, const std::string& content) {
  constexpr std::size_t kHead = 10;
  const bool isNpy =
      content.size() >= kHead && content.compare(0, 8, std::string("\x93NUMPY\x01\x00", 8)) == 0;
  const std::size_t length =
      isNpy ? static_cast<unsigned char>(content[8]) + 256U * static_cast<unsigned char>(content[9]) : 0;
  std::optional<NpyArray> array;
  if (isNpy && length <= configs::kMostArrayHeader && content.size() >= kHead + length) {
    array = HeaderReader(std::string_view(content).substr(kHead, length)).read();
  }
  if (!array) {
    fail(file, fmt::format("'{}' is no .npy array", configs::terminalText(name)));
  }
  array->bytes = content.substr(kHead + length);
  return *array;
}

}  // namespace

std::string npyBytes(const NpyArray& array) {
  std::string shape;
  for (const auto extent : array.shape) {
    shape += fmt::format("{}, ", extent);
  }
  std::string header = fmt::format(
      "{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", array.type,
      array.shape.size() == 1 ? shape.substr(0, shape.size() - 1)
                              : shape.substr(0, shape.size() - std::min<std::size_t>(2, shape.size())));
  header.resize((10 + header.size() + 1 + 63) / 64 * 64 - 10, ' ');
  header.back() = '\n';
  std::string out("\x93NUMPY\x01\x00", 8);
  out.push_back(static_cast<char>(header.size() & 0xFFU));
  out.push_back(static_cast<char>(header.size() >> 8U));
  return out + header + array.bytes;
}

std::string npzBytes(const NpzArchive& archive) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [key, array] : archive) {
    files.emplace_back(key + ".npy", npyBytes(array));
  }
  return configs::zipBytes(files);
}

NpzArchive readNpz(const std::filesystem::path& file) {
  const configs::ZipReader zip(file, configs::kChipFile);
  NpzArchive archive;
  for (std::size_t i = 0; i < zip.entries().size(); ++i) {
    const std::string& name = zip.entries()[i].name;
    archive[name.substr(0, name.rfind(".npy"))] = parse(file.string(), name, zip.read(i));
  }
  if (archive.empty()) {
    fail(file.string(), "an archive without arrays");
  }
  return archive;
}

}  // namespace ohmic::sim
