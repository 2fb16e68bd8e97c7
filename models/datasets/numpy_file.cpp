// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/numpy_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <string_view>

#include "configs/files/limits.h"
#include "configs/files/zip.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostBytes = configs::kNumpyFile.mostBytes;

/// A little-endian number of @p count bytes.
std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  if (at > bytes.size() || count > bytes.size() - at) {
    refuse(fmt::format("found {} bytes", bytes.size()), "allowed: a whole file",
           "try writing the file again");
  }
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::string_view part(std::string_view bytes, std::uint64_t at, std::uint64_t count) {
  if (at > bytes.size() || count > bytes.size() - at) {
    refuse(fmt::format("found {} bytes", bytes.size()), "allowed: a whole file",
           "try writing the file again");
  }
  return bytes.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(count));
}

Shape parseShape(const std::string& text) {
  Shape shape;
  static const std::regex kNumber("[0-9]{1,18}");
  for (std::sregex_iterator it(text.begin(), text.end(), kNumber), end; it != end; ++it) {
    shape.push_back(std::stoll(it->str()));
  }
  return shape;
}

NumpyArray parseNpy(std::string_view bytes) {
  const char* const allowed = "allowed: a .npy array in C order of u1, i1 to i8, f4 or f8";
  const char* const remedy = "try numpy.save(file, numpy.ascontiguousarray(x))";
  if (bytes.size() < 10 || bytes.substr(0, 6) != "\x93NUMPY") {
    refuse("found no NumPy array", allowed, remedy);
  }
  const std::size_t lengthBytes = bytes[6] == 1 ? 2 : 4;
  const std::uint64_t length = number(bytes, 8, lengthBytes);
  const std::string header(part(bytes, 8 + lengthBytes, std::min<std::uint64_t>(length, 1 << 16)));
  static const std::regex kHeader(
      R"(\{'descr': '[<|](u1|i1|i2|i4|i8|u2|f4|f8)', 'fortran_order': False, 'shape': \(([0-9, ]*)\),? *\}\s*)");
  std::smatch match;
  if (!std::regex_match(header, match, kHeader)) {
    refuse("found the header " + inQuotes(header), allowed, remedy);
  }
  NumpyArray array{parseShape(match[2]), match[1], {}};
  std::uint64_t count = 1;
  for (const std::int64_t extent : array.shape) {
    const auto size = static_cast<std::uint64_t>(extent);
    if (size > 0 && count > kMostBytes / size) {
      refuse("found shape " + describe(array.shape), fmt::format("allowed: at most {} bytes", kMostBytes));
    }
    count *= size;
  }
  const std::uint64_t expected = count * static_cast<std::uint64_t>(array.type[1] - '0');
  const std::string_view content = bytes.substr(8 + lengthBytes + length);
  if (content.size() != expected) {
    refuse(fmt::format("found {} bytes of data", content.size()),
           fmt::format("allowed: {}, as its shape {} says", expected, describe(array.shape)),
           "try writing the file again");
  }
  array.bytes = content;
  return array;
}

}  // namespace

NumpyArray readNpy(const fs::path& file) {
  const std::string content = configs::readFile(file, configs::kNumpyFile);
  try {
    return parseNpy(content);
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

std::map<std::string, NumpyArray> readNumpyArchive(const fs::path& file,
                                                   const std::vector<std::string>& names) {
  const configs::ZipReader zip(file, configs::kNumpyArchive);
  std::map<std::string, NumpyArray> arrays;
  for (std::size_t i = 0; i < zip.entries().size(); ++i) {
    const std::string name = zip.entries()[i].name.substr(0, zip.entries()[i].name.rfind(".npy"));
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      continue;
    }
    const std::string content = zip.read(i);
    try {
      arrays.emplace(name, parseNpy(content));
    } catch (const configs::InputError& error) {
      throw within(file.string(), error);
    }
  }
  return arrays;
}

}  // namespace ohmic::models
