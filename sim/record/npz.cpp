// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/npz.h"

#include <fmt/format.h>

#include <regex>
#include <sstream>
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

NpyArray parse(const std::string& file, const std::string& name, const std::string& content) {
  static const std::regex header(
      R"(\{'descr': '([<|][iuf][0-9])', 'fortran_order': False, 'shape': \(([0-9, ]*)\), \}\s*)");
  std::smatch match;
  const bool isNpy = content.size() >= 10 && content.compare(0, 8, std::string("\x93NUMPY\x01\x00", 8)) == 0;
  const std::size_t length =
      isNpy ? static_cast<unsigned char>(content[8]) + 256U * static_cast<unsigned char>(content[9]) : 0;
  const std::string text = isNpy && content.size() >= 10 + length ? content.substr(10, length) : "";
  if (!std::regex_match(text, match, header)) {
    fail(file, fmt::format("'{}' is no .npy array", configs::terminalText(name)));
  }
  NpyArray array{match[1], {}, content.substr(10 + length)};
  std::istringstream shape(match[2].str());
  for (std::string extent;
       std::getline(shape, extent, ',') && extent.find_first_not_of(' ') != std::string::npos;) {
    array.shape.push_back(std::stoll(extent));
  }
  return array;
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
