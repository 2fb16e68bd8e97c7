// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/npz.h"

#include <fmt/format.h>
#include <zlib.h>

#include <fstream>
#include <limits>
#include <regex>
#include <sstream>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034B50;  // ZIP signatures (APPNOTE.TXT 6.3)
constexpr std::uint32_t kCentralHeader = 0x02014B50;
constexpr std::uint32_t kEndOfCentral = 0x06054B50;
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kFirstDate = 0x0021;  // 1 January 1980: equal chips give equal bytes

template <class T>
void put(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(value >> (8 * i))));
  }
}

std::uint32_t checksum(const std::string& bytes) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

/// What a local header and a central header have in common.
void putEntry(std::string& out, const std::string& name, const std::string& content) {
  put<std::uint16_t>(out, kVersion);
  put<std::uint16_t>(out, 0);  // flags
  put<std::uint16_t>(out, 0);  // stored
  put<std::uint16_t>(out, 0);  // time
  put<std::uint16_t>(out, kFirstDate);
  put<std::uint32_t>(out, checksum(content));
  put<std::uint32_t>(out, static_cast<std::uint32_t>(content.size()));
  put<std::uint32_t>(out, static_cast<std::uint32_t>(content.size()));
  put<std::uint16_t>(out, static_cast<std::uint16_t>(name.size()));
  put<std::uint16_t>(out, 0);  // extra field
}

/// Reads a ZIP archive's local entries one after the other.
class ZipReader {
 public:
  ZipReader(std::string bytes, std::string file) : bytes_(std::move(bytes)), file_(std::move(file)) {}

  NpzArchive read() {
    NpzArchive archive;
    while (number<std::uint32_t>() == kLocalHeader) {
      readEntry(archive);
    }
    if (archive.empty()) {
      fail("not an .npz archive");
    }
    return archive;
  }

 private:
  [[noreturn]] void fail(const std::string& found) const {
    throw configs::InputError({file_, "", found, "an .npz archive that `ohmic program` wrote",
                               "write it again with `ohmic program RUN.yaml -o CHIP.npz`"});
  }

  std::string take(std::size_t count) {
    if (count > bytes_.size() - at_) {
      fail(fmt::format("truncated at byte {}", bytes_.size()));
    }
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }

  template <class T>
  T number() {
    const std::string bytes = take(sizeof(T));
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      value = static_cast<T>(value |
                             static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes[i])) << (8 * i)));
    }
    return value;
  }

  void readEntry(NpzArchive& archive) {
    take(4);
    if (number<std::uint16_t>() != 0) {
      fail("a compressed entry");
    }
    take(4);
    const auto crc = number<std::uint32_t>();
    const auto size = number<std::uint32_t>();
    take(4);
    const auto nameSize = number<std::uint16_t>();
    const auto extraSize = number<std::uint16_t>();
    const std::string name = take(nameSize);
    take(extraSize);
    const std::string content = take(size);
    if (checksum(content) != crc) {
      fail(fmt::format("'{}' is damaged (checksum)", name));
    }
    archive[name.substr(0, name.rfind(".npy"))] = parse(name, content);
  }

  NpyArray parse(const std::string& name, const std::string& content) const {
    static const std::regex header(
        R"(\{'descr': '([<|][iuf][0-9])', 'fortran_order': False, 'shape': \(([0-9, ]*)\), \}\s*)");
    std::smatch match;
    const bool isNpy =
        content.size() >= 10 && content.compare(0, 8, std::string("\x93NUMPY\x01\x00", 8)) == 0;
    const std::size_t length =
        isNpy ? static_cast<unsigned char>(content[8]) + 256U * static_cast<unsigned char>(content[9]) : 0;
    const std::string text = isNpy && content.size() >= 10 + length ? content.substr(10, length) : "";
    if (!std::regex_match(text, match, header)) {
      fail(fmt::format("'{}' is no .npy array", name));
    }
    NpyArray array{match[1], {}, content.substr(10 + length)};
    std::istringstream shape(match[2].str());
    for (std::string extent;
         std::getline(shape, extent, ',') && extent.find_first_not_of(' ') != std::string::npos;) {
      array.shape.push_back(std::stoll(extent));
    }
    return array;
  }

  std::string bytes_;
  std::string file_;
  std::size_t at_ = 0;
};

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
  put<std::uint16_t>(out, static_cast<std::uint16_t>(header.size()));
  return out + header + array.bytes;
}

std::string npzBytes(const NpzArchive& archive) {
  std::string out, central;
  for (const auto& [key, array] : archive) {
    const std::string name = key + ".npy";
    const std::string content = npyBytes(array);
    const auto offset = static_cast<std::uint32_t>(out.size());
    put<std::uint32_t>(out, kLocalHeader);
    putEntry(out, name, content);
    out += name;
    out += content;
    put<std::uint32_t>(central, kCentralHeader);
    put<std::uint16_t>(central, kVersion);
    putEntry(central, name, content);
    put<std::uint16_t>(central, 0);  // comment
    put<std::uint16_t>(central, 0);  // disk
    put<std::uint16_t>(central, 0);  // internal attributes
    put<std::uint32_t>(central, 0);  // external attributes
    put<std::uint32_t>(central, offset);
    central += name;
  }
  const auto begin = static_cast<std::uint32_t>(out.size());
  out += central;
  put<std::uint32_t>(out, kEndOfCentral);
  put<std::uint32_t>(out, 0);  // disks
  put<std::uint16_t>(out, static_cast<std::uint16_t>(archive.size()));
  put<std::uint16_t>(out, static_cast<std::uint16_t>(archive.size()));
  put<std::uint32_t>(out, static_cast<std::uint32_t>(central.size()));
  put<std::uint32_t>(out, begin);
  put<std::uint16_t>(out, 0);  // comment
  return out;
}

NpzArchive readNpz(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file)) {
    throw configs::InputError({file.string(), "", "no such file",
                               "an .npz archive that `ohmic program` wrote",
                               "write it with `ohmic program RUN.yaml -o CHIP.npz`"});
  }
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return ZipReader(bytes.str(), file.string()).read();
}

}  // namespace ohmic::sim
