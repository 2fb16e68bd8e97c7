// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/picture.h"

#include <fmt/format.h>

// jpeglib.h needs FILE and size_t declared before it.
#include <jpeglib.h>
#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <fstream>
#include <string>

#include "configs/files/read_file.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMostPixels = 1 << 26;

std::string readAll(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream) {
    configs::throwIfMachineFailed(file);
    refuse("found a file that cannot be read", "allowed: a readable picture", "try chmod a+r");
  }
  return bytes;
}

[[noreturn]] void refusePicture(const std::string& found) {
  refuse(found, "allowed: a whole JPEG or PNG picture", "try converting or copying the file again");
}

void checkSize(std::int64_t width, std::int64_t height) {
  if (width < 1 || height < 1 || width > kMostPixels / height) {
    refuse(fmt::format("found {} x {} pixels", width, height),
           fmt::format("allowed: 1 to {} pixels", kMostPixels));
  }
}

/// libjpeg reports errors by a call that must not return: it jumps back to where the decoding began.
struct JpegErrors {
  jpeg_error_mgr manager;  // first, so that its address is this one's
  std::jmp_buf back;
  char message[JMSG_LENGTH_MAX];
};

void leaveJpeg(j_common_ptr info) {
  auto* errors = reinterpret_cast<JpegErrors*>(info->err);
  info->err->format_message(info, errors->message);
  std::longjmp(errors->back, 1);
}

void stayQuiet(j_common_ptr, int) {}

/// Decodes into @p picture. Nothing with a destructor lives in this function: the jump would pass over it.
/// @returns  false on an error, with the text in @p errors.
bool decodeJpeg(const std::string& bytes, Picture& picture, JpegErrors& errors, bool& isTooLarge) {
  jpeg_decompress_struct info{};
  info.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = leaveJpeg;
  errors.manager.emit_message = stayQuiet;
  if (setjmp(errors.back) != 0) {
    jpeg_destroy_decompress(&info);
    return false;
  }
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_RGB;
  picture.width = info.image_width;
  picture.height = info.image_height;
  isTooLarge = picture.width > kMostPixels / picture.height;
  if (!isTooLarge) {
    jpeg_start_decompress(&info);
    picture.pixels.resize(static_cast<std::size_t>(3 * picture.width * picture.height));
    while (info.output_scanline < info.output_height) {
      JSAMPROW row = picture.pixels.data() + std::size_t{3} * info.output_scanline * info.output_width;
      jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
  }
  jpeg_destroy_decompress(&info);
  return true;
}

Picture readJpeg(const std::string& bytes) {
  Picture picture;
  JpegErrors errors{};
  bool isTooLarge = false;
  if (!decodeJpeg(bytes, picture, errors, isTooLarge)) {
    refusePicture(fmt::format("found a damaged JPEG ({})", errors.message));
  }
  if (isTooLarge) {
    checkSize(picture.width, picture.height);
  }
  if (errors.manager.num_warnings > 0) {
    refusePicture("found a damaged JPEG (its data end early or are corrupt)");
  }
  return picture;
}

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

/// The same for libpng: no destructors here.
bool decodePng(PngSource& source, Picture& picture, std::vector<png_bytep>& rows, bool& isTooLarge) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, leavePng, ignorePngWarning);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
  if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
    png_destroy_read_struct(&png, &info, nullptr);
    return false;
  }
  png_set_read_fn(png, &source, takePngBytes);
  png_read_info(png, info);
  picture.width = png_get_image_width(png, info);
  picture.height = png_get_image_height(png, info);
  isTooLarge = picture.width > kMostPixels / picture.height;
  if (!isTooLarge) {
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_strip_alpha(png);
    png_set_gray_to_rgb(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    picture.pixels.resize(static_cast<std::size_t>(3 * picture.width * picture.height));
    for (std::int64_t y = 0; y < picture.height; ++y) {
      rows.push_back(picture.pixels.data() + 3 * y * picture.width);
    }
    png_read_image(png, rows.data());
    png_read_end(png, nullptr);
  }
  png_destroy_read_struct(&png, &info, nullptr);
  return true;
}

Picture readPng(const std::string& bytes) {
  Picture picture;
  PngSource source{&bytes, 0};
  std::vector<png_bytep> rows;
  bool isTooLarge = false;
  if (!decodePng(source, picture, rows, isTooLarge)) {
    refusePicture("found a damaged PNG");
  }
  if (isTooLarge) {
    checkSize(picture.width, picture.height);
  }
  return picture;
}

}  // namespace

Picture readPicture(const fs::path& file) {
  try {
    const std::string bytes = readAll(file);
    if (bytes.compare(0, 3, "\xff\xd8\xff") == 0) {
      return readJpeg(bytes);
    }
    if (bytes.compare(0, 8, "\x89PNG\r\n\x1a\n") == 0) {
      return readPng(bytes);
    }
    refusePicture("found a file that is neither");
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

}  // namespace ohmic::models
