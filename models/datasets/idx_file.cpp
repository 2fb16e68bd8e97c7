// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/idx_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <memory>

#include "configs/files/limits.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kPixels = 28;
constexpr const char* kCopyAgain = "try copying the file again";

/// A file that may be compressed; zlib reads plain files as they are.
class IdxStream {
 public:
  explicit IdxStream(const fs::path& file)
      : packed_(configs::requireFile(file, configs::kIdxFile)), file_(gzopen(file.c_str(), "rb"), gzclose) {
    if (!file_) {
      configs::throwIfMachineFailed(file);
      refuse("found a file that cannot be read", "allowed: a readable file", "try chmod a+r");
    }
  }

  /// As many bytes as asked for, or fewer at the end of the file.
  std::vector<std::uint8_t> read(std::size_t count) {
    constexpr std::size_t kStep = 1 << 22;
    std::vector<std::uint8_t> bytes;
    while (bytes.size() < count) {
      const std::size_t start = bytes.size();
      const std::size_t step = std::min(kStep, count - start);
      bytes.resize(start + step);
      const int got = gzread(file_.get(), bytes.data() + start, static_cast<unsigned>(step));
      bytes.resize(start + static_cast<std::size_t>(std::max(got, 0)));
      if (got < static_cast<int>(step)) {
        break;
      }
    }
    return bytes;
  }

  std::uint32_t word() {
    const std::vector<std::uint8_t> bytes = read(4);
    if (bytes.size() < 4) {
      refuse("found a file that ends within its header", "allowed: a whole IDX file", kCopyAgain);
    }
    std::uint32_t word = 0;
    for (const std::uint8_t byte : bytes) {
      word = word << 8 | byte;
    }
    return word;
  }

  /// Refuses a file that is too small for so many of the stated bytes of data, before memory is taken for
  /// them.
  void expectRoomFor(std::uint64_t bytes, std::uint64_t stated) const {
    const bool isPlain = gzdirect(file_.get()) == 1;
    if (!isPlain && bytes / configs::kMostInflation > packed_) {
      refuse(fmt::format("found {} bytes that gzip cannot have made of {} bytes of data", packed_, bytes),
             "allowed: as much as the header states", kCopyAgain);
    }
    const auto head = static_cast<std::uint64_t>(gztell(file_.get()));
    if (isPlain && packed_ < head + bytes) {
      refuse(fmt::format("found {} bytes of data", packed_ - head), fmt::format("allowed: {}", stated),
             kCopyAgain);
    }
  }

  /// Reads to the end, so that gzip's sum over all data is compared.
  void expectEnd() {
    if (gzdirect(file_.get()) == 1) {
      return;
    }
    constexpr unsigned kStep = 1 << 16;
    std::vector<std::uint8_t> bytes(kStep);
    int got = 0;
    do {
      got = gzread(file_.get(), bytes.data(), kStep);
    } while (got > 0);
    int code = Z_OK;
    gzerror(file_.get(), &code);
    if (got < 0 || code != Z_OK) {
      refuse(code == Z_BUF_ERROR ? "found a gzip file that ends early" : "found a damaged gzip file",
             "allowed: a whole file", kCopyAgain);
    }
  }

 private:
  std::uint64_t packed_;  ///< bytes of the file
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file_;
};

void expectMagic(IdxStream& stream, std::uint32_t magic, const char* kind) {
  const std::uint32_t found = stream.word();
  if (found != magic) {
    refuse(fmt::format("found magic {}", found), fmt::format("allowed: {}, IDX {}", magic, kind),
           "try exchanging the files for images and labels, or copying them again");
  }
}

std::uint32_t readCount(IdxStream& stream) {
  const std::uint32_t count = stream.word();
  if (count == 0 || count > configs::kMostImages) {
    refuse(fmt::format("found {} images", count), fmt::format("allowed: in [1, {}]", configs::kMostImages),
           kCopyAgain);
  }
  return count;
}

std::vector<std::uint8_t> readBody(IdxStream& stream, std::size_t count) {
  std::vector<std::uint8_t> bytes = stream.read(count + 1);
  if (bytes.size() != count) {
    refuse(bytes.size() > count ? "found more bytes than the header states"
                                : fmt::format("found {} bytes of data", bytes.size()),
           fmt::format("allowed: {}", count), kCopyAgain);
  }
  stream.expectEnd();
  return bytes;
}

/// @param count  set to the images that the header states.
std::vector<std::uint8_t> readImages(const fs::path& file, std::int64_t limit, std::size_t& count) {
  IdxStream stream(file);
  expectMagic(stream, 2051, "images");
  count = readCount(stream);
  const std::uint32_t height = stream.word();
  const std::uint32_t width = stream.word();
  if (height != kPixels || width != kPixels) {
    refuse(fmt::format("found images of {}x{} pixels", height, width),
           fmt::format("allowed: {0}x{0}", kPixels));
  }
  const bool takesAll = limit <= 0 || static_cast<std::size_t>(limit) >= count;
  constexpr std::uint64_t kImageBytes = std::uint64_t{kPixels} * kPixels;
  stream.expectRoomFor((takesAll ? count : static_cast<std::uint64_t>(limit)) * kImageBytes,
                       count * kImageBytes);
  if (takesAll) {
    return readBody(stream, count * kPixels * kPixels);
  }
  const std::size_t wanted = static_cast<std::size_t>(limit) * kPixels * kPixels;
  std::vector<std::uint8_t> bytes = stream.read(wanted);
  if (bytes.size() != wanted) {
    refuse(fmt::format("found {} bytes of data", bytes.size()),
           fmt::format("allowed: {}", count * kPixels * kPixels), kCopyAgain);
  }
  return bytes;
}

std::vector<std::uint8_t> readLabels(const fs::path& file) {
  IdxStream stream(file);
  expectMagic(stream, 2049, "labels");
  const std::uint32_t count = readCount(stream);
  stream.expectRoomFor(count, count);
  return readBody(stream, count);
}

/// Adds the file to what @p read complains about.
template <class Read>
std::vector<std::uint8_t> readNamed(const fs::path& file, Read read) {
  configs::requireFile(file, configs::kIdxFile);
  try {
    return read(file);
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

}  // namespace

RawImages readIdx(const fs::path& images, const fs::path& labels, std::int64_t limit) {
  std::size_t count = 0;
  const auto readPixels = [&](const fs::path& file) { return readImages(file, limit, count); };
  RawImages raw;
  raw.shape = {1, kPixels, kPixels};
  raw.pixels = readNamed(images, readPixels);
  raw.files = {images, labels};
  const std::vector<std::uint8_t> named = readNamed(labels, readLabels);
  raw.labels.assign(named.begin(), named.end());
  if (raw.labels.size() != count) {
    throw within(labels.string(),
                 configs::InputError(fmt::format("found {} labels; allowed: {}, one per image of {}",
                                                 raw.labels.size(), count, images.string())));
  }
  return raw;
}

}  // namespace ohmic::models
