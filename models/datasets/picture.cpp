// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/picture.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "configs/files/limits.h"
#include "models/datasets/picture_format.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

bool begins(const std::string& bytes, std::string_view with, std::size_t at = 0) {
  return bytes.compare(at, with.size(), with) == 0;
}

/// What a file without the marks of JPEG and PNG is, by its first bytes.
std::string kindOf(const std::string& bytes) {
  using namespace std::string_view_literals;
  if (bytes.empty()) {
    return "an empty file";
  }
  if (begins(bytes, "version https://git-lfs")) {
    return "a Git LFS pointer in the place of the picture (git lfs pull fetches it)";
  }
  if (begins(bytes, "RIFF") && bytes.size() > 12 && begins(bytes, "WEBP", 8)) {
    return "a WebP picture";
  }
  if (bytes.size() > 12 && (begins(bytes, "ftypavif", 4) || begins(bytes, "ftypheic", 4))) {
    return "an AVIF or HEIC picture";
  }
  if (bytes.size() > 2 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '7' && bytes[2] == '\n') {
    return "a picture of the PNM family";
  }
  static constexpr std::pair<std::string_view, const char*> kMarks[] = {
      {"GIF8"sv, "a GIF picture"},
      {"BM"sv, "a BMP picture"},
      {"II*\0"sv, "a TIFF picture"},
      {"MM\0*"sv, "a TIFF picture"},
      {"\0\0\0\x0cjP"sv, "a JPEG 2000 picture"},
      {"\x93NUMPY"sv, "a NumPy array"},
      {"PK\x03\x04"sv, "a ZIP archive"},
      {"\x1f\x8b"sv, "a gzip archive"},
      {"<"sv, "a page of text (HTML or XML)"}};
  for (const auto& [mark, kind] : kMarks) {
    if (begins(bytes, mark)) {
      return kind;
    }
  }
  return "a file of another format";
}

}  // namespace

void refusePicture(const std::string& found) {
  refuse(found, "allowed: a whole JPEG or PNG picture", "try converting or copying the file again");
}

bool isPictureSize(std::int64_t width, std::int64_t height) {
  return width >= 1 && height >= 1 && width <= configs::kMostSide && height <= configs::kMostSide &&
         width <= configs::kMostPixels / height;
}

void checkPictureSize(std::int64_t width, std::int64_t height) {
  if (!isPictureSize(width, height)) {
    refuse(fmt::format("found {} x {} pixels", width, height),
           fmt::format("allowed: sides of 1 to {} pixels, {} pixels in all", configs::kMostSide,
                       configs::kMostPixels));
  }
}

void refuseSmallFile(std::size_t bytes, const Picture& picture) {
  refusePicture(fmt::format("found {} bytes for {} x {} pixels", bytes, picture.width, picture.height));
}

Picture readPicture(const fs::path& file) {
  const std::string bytes = configs::readFile(file, configs::kPictureFile);
  try {
    if (begins(bytes, "\xff\xd8\xff")) {
      return readJpeg(bytes);
    }
    if (begins(bytes, "\x89PNG\r\n\x1a\n")) {
      return readPng(bytes);
    }
    refusePicture("found " + kindOf(bytes));
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

bool makeGrey(Picture& picture) {
  constexpr std::uint32_t kRed = 19595, kGreen = 38470, kBlue = 7471, kHalf = 32768;
  bool hasColours = false;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3) {
    std::uint8_t* const pixel = &picture.pixels[i];
    hasColours = hasColours || pixel[0] != pixel[1] || pixel[1] != pixel[2];
    const std::uint32_t luma = kRed * pixel[0] + kGreen * pixel[1] + kBlue * pixel[2] + kHalf;
    pixel[0] = pixel[1] = pixel[2] = static_cast<std::uint8_t>(luma >> 16U);
  }
  return hasColours;
}

}  // namespace ohmic::models
