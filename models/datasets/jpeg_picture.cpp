// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

// jpeglib.h needs FILE and size_t declared before it.
#include <jerror.h>
#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <utility>

#include "configs/files/limits.h"
#include "models/datasets/picture_format.h"

namespace ohmic::models {
namespace {

/// libjpeg reports errors by a call that must not return: it jumps back to where the decoding began.
struct JpegErrors {
  jpeg_error_mgr manager;  // first, so that its address is this one's
  std::jmp_buf back;
  char message[JMSG_LENGTH_MAX];
  bool endsEarly;
  bool isOutOfStep;  ///< after a code that does not exist nobody knows where in the data a line ends
};

void leaveJpeg(j_common_ptr info) {
  auto* errors = reinterpret_cast<JpegErrors*>(info->err);
  info->err->format_message(info, errors->message);
  std::longjmp(errors->back, 1);
}

/// Keeps the first warning's text. Data that end before their part of the picture does are an error, whether
/// the file ends there or a marker follows.
void hearJpeg(j_common_ptr info, int level) {
  if (level >= 0) {
    return;
  }
  auto* errors = reinterpret_cast<JpegErrors*>(info->err);
  const int code = info->err->msg_code;
  if (code == JWRN_JPEG_EOF || (code == JWRN_HIT_MARKER && !errors->isOutOfStep)) {
    errors->endsEarly = true;
    leaveJpeg(info);
  }
  errors->isOutOfStep |= code == JWRN_HUFF_BAD_CODE || code == JWRN_MUST_RESYNC;
  if (info->err->num_warnings++ == 0) {
    info->err->format_message(info, errors->message);
  }
}

/// Whether a scan is missing: of a component, or of bits of a progressive picture's coefficients. libjpeg
/// says nothing of it.
/// @pre all scans were read
bool lacksScans(const jpeg_decompress_struct& info) {
  for (int c = 0; c < info.num_components; ++c) {
    if (info.comp_info[c].quant_table == nullptr) {
      return true;
    }
    for (int k = 0; info.coef_bits != nullptr && k < DCTSIZE2; ++k) {
      if (info.coef_bits[c][k] != 0) {  // -1: never sent; else the lowest bit that was
        return true;
      }
    }
  }
  return false;
}

/// One line of cyan, magenta, yellow and black as Adobe stores them, inverted: PIL's "CMYK;I" and cmyk2rgb.
///
/// Source  Pillow 9, src/libImaging/Convert.c.
void convertLine(const std::vector<std::uint8_t>& line, std::uint8_t* pixels) {
  const auto multiplied = [](int a, int b) {  // a * b / 255, rounded
    const int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  };
  for (std::size_t i = 0; i < line.size(); i += 4) {
    const int light = line[i + 3];  // 255 - black
    for (std::size_t ink = 0; ink < 3; ++ink) {
      *pixels++ =
          static_cast<std::uint8_t>(std::clamp(light - multiplied(255 - line[i + ink], light), 0, 255));
    }
  }
}

struct Decoding {
  Picture picture;
  std::vector<std::uint8_t> line;  ///< of a CMYK picture
  JpegErrors errors{};
  bool isSmallFile = false;  ///< for that many pixels
};

/// Nothing with a destructor lives in this function: the jump would pass over it.
/// @returns  false on an error, with the text in decoding.errors.
bool decodeJpeg(const std::string& bytes, Decoding& decoding) {
  jpeg_decompress_struct info{};
  info.err = jpeg_std_error(&decoding.errors.manager);
  info.err->error_exit = leaveJpeg;
  info.err->emit_message = hearJpeg;
  if (setjmp(decoding.errors.back) != 0) {
    jpeg_destroy_decompress(&info);
    return false;
  }
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&info, TRUE);
  const bool isCmyk = info.num_components == 4;
  info.out_color_space = isCmyk ? JCS_CMYK : JCS_RGB;
  decoding.picture.width = info.image_width;
  decoding.picture.height = info.image_height;
  decoding.isSmallFile = decoding.picture.width * decoding.picture.height / configs::kMostPixelsOfAByte >
                         static_cast<std::int64_t>(bytes.size());
  if (isPictureSize(decoding.picture.width, decoding.picture.height) && !decoding.isSmallFile) {
    jpeg_start_decompress(&info);
    const auto width = static_cast<std::size_t>(info.output_width);
    decoding.picture.pixels.resize(3 * width * info.output_height);
    decoding.line.resize(isCmyk ? 4 * width : 0);
    while (info.output_scanline < info.output_height) {
      std::uint8_t* const pixels = decoding.picture.pixels.data() + 3 * width * info.output_scanline;
      JSAMPROW row = isCmyk ? decoding.line.data() : pixels;
      jpeg_read_scanlines(&info, &row, 1);
      if (isCmyk) {
        convertLine(decoding.line, pixels);
      }
    }
    decoding.errors.endsEarly = lacksScans(info);
    jpeg_finish_decompress(&info);
  }
  jpeg_destroy_decompress(&info);
  return true;
}

}  // namespace

Picture readJpeg(const std::string& bytes) {
  Decoding decoding;
  const bool isDecoded = decodeJpeg(bytes, decoding);
  if (decoding.errors.endsEarly) {
    refusePicture("found a JPEG that ends before the picture does");
  }
  if (!isDecoded) {
    refusePicture(fmt::format("found a damaged JPEG ({})", decoding.errors.message));
  }
  checkPictureSize(decoding.picture.width, decoding.picture.height);
  if (decoding.isSmallFile) {
    refuseSmallFile(bytes.size(), decoding.picture);
  }
  if (decoding.errors.manager.num_warnings > 0) {
    decoding.picture.flaw = decoding.errors.message;
  }
  return std::move(decoding.picture);
}

}  // namespace ohmic::models
