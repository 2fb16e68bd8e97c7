// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <png.h>

#include <csetjmp>
#include <utility>

#include "configs/files/limits.h"
#include "models/datasets/picture_format.h"

namespace ohmic::models {
namespace {

struct PngSource {
  const std::string* bytes;
  std::size_t at;
};

void takePngBytes(png_structp png, png_bytep out, std::size_t count) {
  auto* source = static_cast<PngSource*>(png_get_io_ptr(png));
  if (count > source->bytes->size() - source->at) {
    png_error(png, "truncated");
  }
  source->bytes->copy(reinterpret_cast<char*>(out), count, source->at);
  source->at += count;
}

void leavePng(png_structp png, png_const_charp) { png_longjmp(png, 1); }

void ignorePngWarning(png_structp, png_const_charp) {}

struct Decoding {
  Picture picture;
  std::vector<std::uint8_t> bytes;  ///< of the picture as libpng hands it out
  std::vector<png_bytep> rows;
  bool isDeepGrey = false;   ///< two bytes of grey for each pixel
  bool isSmallFile = false;  ///< for that many pixels
};

/// Nothing with a destructor lives in this function: libpng jumps back here on an error, over what lies
/// between.
bool decodePng(PngSource& source, Decoding& decoding) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, leavePng, ignorePngWarning);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
  if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
    png_destroy_read_struct(&png, &info, nullptr);
    return false;
  }
  png_set_read_fn(png, &source, takePngBytes);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);  // sizes beyond ours are refused as such below
  png_read_info(png, info);
  Picture& picture = decoding.picture;
  picture.width = png_get_image_width(png, info);
  picture.height = png_get_image_height(png, info);
  const auto packed = png_get_rowbytes(png, info) * static_cast<std::uint64_t>(picture.height);
  decoding.isSmallFile = packed / configs::kMostInflation > source.bytes->size();
  if (isPictureSize(picture.width, picture.height) && !decoding.isSmallFile) {
    decoding.isDeepGrey =
        png_get_bit_depth(png, info) == 16 && png_get_color_type(png, info) == PNG_COLOR_TYPE_GRAY;
    if (!decoding.isDeepGrey) {
      png_set_expand(png);
      png_set_strip_16(png);
      png_set_strip_alpha(png);
      png_set_gray_to_rgb(png);
    }
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    const std::size_t row = png_get_rowbytes(png, info);
    decoding.bytes.resize(row * static_cast<std::size_t>(picture.height));
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
      decoding.rows.push_back(decoding.bytes.data() + y * row);
    }
    png_read_image(png, decoding.rows.data());
    png_read_end(png, nullptr);
  }
  png_destroy_read_struct(&png, &info, nullptr);
  return true;
}

/// Grey of 16 bits cut at 255, as PIL converts mode I.
void cutDeepGrey(Decoding& decoding) {
  for (std::size_t i = 0; i < decoding.bytes.size(); i += 2) {
    const bool isAbove = decoding.bytes[i] != 0;
    decoding.picture.pixels.insert(decoding.picture.pixels.end(), 3, isAbove ? 255 : decoding.bytes[i + 1]);
    if (isAbove) {
      decoding.picture.flaw = "grey of 16 bits, cut at 255";
    }
  }
}

}  // namespace

Picture readPng(const std::string& bytes) {
  PngSource source{&bytes, 0};
  Decoding decoding;
  if (!decodePng(source, decoding)) {
    refusePicture("found a damaged PNG");
  }
  checkPictureSize(decoding.picture.width, decoding.picture.height);
  if (decoding.isSmallFile) {
    refuseSmallFile(bytes.size(), decoding.picture);
  }
  if (decoding.isDeepGrey) {
    cutDeepGrey(decoding);
  } else {
    decoding.picture.pixels = std::move(decoding.bytes);
  }
  return std::move(decoding.picture);
}

}  // namespace ohmic::models
