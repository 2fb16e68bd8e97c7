// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ohmic::models {

/// A picture in bytes: red, green, blue for each pixel, row by row.
struct Picture {
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::vector<std::uint8_t> pixels;  ///< 3 * width * height
  std::string flaw{};                ///< what was wrong and read all the same, as PIL does; empty: nothing
};

/// Read a JPEG or PNG file as PIL's Image.open(file).convert("RGB") does: grey repeats, transparency is
/// dropped, CMYK is taken as Adobe inverts it, the orientation of EXIF is not applied, grey of 16 bits is cut
/// at 255.
///
/// A JPEG whose data hold bytes too many or codes that do not exist is read, and has a flaw. One that ends
/// early is refused, as it would be grey from there on, also where the mark of its end was put behind the cut
/// (PIL reads that one) or a cut progressive one lacks scans alone.
/// @throws configs::InputError naming the file: no regular file, another format, cut off, damaged, sides or
///         pixels beyond configs/files/limits.h.
[[nodiscard]] Picture readPicture(const std::filesystem::path& file);

/// Make a picture grey as PIL's convert("L") does: all three bytes of a pixel become
///
///     (19595 red + 38470 green + 7471 blue + 32768) / 65536, rounded down           ITU-R 601-2 luma
///
/// Source  Pillow 9, src/libImaging/Convert.c.
/// @returns whether it had colours.
bool makeGrey(Picture& picture);

/// Resize as PIL's BILINEAR with antialiasing: a triangle filter as wide as the shrinking, coefficients in 22
/// bits, first the rows, then the columns, rounded to bytes in between.
///
/// Source  Pillow 9, src/libImaging/Resample.c.
/// @pre width, height >= 1
[[nodiscard]] Picture resize(const Picture& picture, std::int64_t width, std::int64_t height);

/// torchvision's Resize(shorter) and CenterCrop(crop): the shorter side becomes @p shorter (0: as it is),
/// then the middle @p crop x @p crop pixels; what lies outside the picture is black.
/// @throws configs::InputError if it would have more than kMostPixels in between: one side is far longer.
[[nodiscard]] Picture resizeAndCrop(const Picture& picture, std::int64_t shorter, std::int64_t crop);

}  // namespace ohmic::models
