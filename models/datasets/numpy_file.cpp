// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/numpy_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <string_view>
#include <system_error>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{8} << 30;

std::string readAll(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  std::ifstream stream(file, std::ios::binary);
  if (failure || size > kMostBytes || !stream) {
    refuse(failure ? "found no such file" : fmt::format("found {} bytes", size),
           fmt::format("allowed: a readable file of at most {} bytes", kMostBytes));
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) {
    refuse("found a file that cannot be read", "allowed: a readable file", "try chmod a+r");
  }
  return bytes;
}

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

std::string inflateRaw(std::string_view bytes, std::uint64_t size) {
  std::string result(static_cast<std::size_t>(size), '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  const bool started = inflateInit2(&stream, -MAX_WBITS) == Z_OK;
  const int ended = started ? inflate(&stream, Z_FINISH) : Z_STREAM_ERROR;
  if (started) {
    inflateEnd(&stream);
  }
  if (ended != Z_STREAM_END || stream.avail_out != 0) {
    refuse("found damaged compressed data", "allowed: a whole archive", "try writing the file again");
  }
  return result;
}

/// One entry of the archive's central directory (APPNOTE.TXT 6.3), without ZIP64.
struct Entry {
  std::string name;
  std::uint64_t method;
  std::uint64_t packed;
  std::uint64_t unpacked;
  std::uint64_t header;
};

std::vector<Entry> entriesOf(std::string_view bytes) {
  const auto end = bytes.rfind(std::string_view("PK\x05\x06", 4));
  if (end == std::string_view::npos) {
    refuse("found no .npz archive", "allowed: an archive as numpy.savez writes it");
  }
  std::uint64_t at = number(bytes, end + 16, 4);
  std::vector<Entry> entries;
  for (std::uint64_t left = number(bytes, end + 10, 2); left > 0; --left) {
    const std::uint64_t nameSize = number(bytes, at + 28, 2);
    entries.push_back({std::string(part(bytes, at + 46, nameSize)), number(bytes, at + 10, 2),
                       number(bytes, at + 20, 4), number(bytes, at + 24, 4), number(bytes, at + 42, 4)});
    at += 46 + nameSize + number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
  }
  return entries;
}

NumpyArray readEntry(std::string_view bytes, const Entry& entry) {
  const std::uint64_t start =
      entry.header + 30 + number(bytes, entry.header + 26, 2) + number(bytes, entry.header + 28, 2);
  const std::string_view packed = part(bytes, start, entry.packed);
  constexpr std::uint64_t kDeflated = 8;
  constexpr std::uint64_t kDeflatesMost = 1032;  // zlib's greatest ratio
  if (entry.unpacked > kMostBytes || entry.unpacked / kDeflatesMost > entry.packed ||
      (entry.method != 0 && entry.method != kDeflated)) {
    refuse(
        fmt::format("found {} bytes packed by method {} into {}", entry.unpacked, entry.method, entry.packed),
        "allowed: stored or deflated arrays", "try numpy.savez");
  }
  return parseNpy(entry.method == 0 ? std::string(packed) : inflateRaw(packed, entry.unpacked));
}

}  // namespace

NumpyArray readNpy(const fs::path& file) {
  try {
    return parseNpy(readAll(file));
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

std::map<std::string, NumpyArray> readNumpyArchive(const fs::path& file,
                                                   const std::vector<std::string>& names) {
  try {
    const std::string bytes = readAll(file);
    std::map<std::string, NumpyArray> arrays;
    for (const Entry& entry : entriesOf(bytes)) {
      const std::string name = entry.name.substr(0, entry.name.rfind(".npy"));
      if (std::find(names.begin(), names.end(), name) != names.end()) {
        arrays.emplace(name, readEntry(bytes, entry));
      }
    }
    return arrays;
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

}  // namespace ohmic::models
