// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Pictures in the forms that real data sets hold: tests/golden/pictures/generate_formats.py wrote them, and
// what PIL makes of them.
#include "models/datasets/picture.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "configs/reader/error.h"
#include "models/datasets/numpy_file.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

const fs::path kFormats = fs::path(tests::sourceFolder()) / "tests/golden/pictures/formats";

std::vector<fs::path> filesOf(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string bytesOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

TEST(Picture, IsWhatPilMakesOfIt) {
  const NumpyArray expected = readFromArchive(kFormats / "expected.npz", "x_test");
  const auto files = filesOf(kFormats / "test");
  ASSERT_EQ(expected.shape, (Shape{static_cast<std::int64_t>(files.size()), 3, 24, 24}));
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Picture picture = readPicture(files[i]);
    ASSERT_EQ(picture.width, 24);
    ASSERT_EQ(picture.height, 24);
    int differing = 0;
    for (std::size_t pixel = 0; pixel < 24 * 24; ++pixel) {
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const auto wanted = static_cast<std::uint8_t>(expected.bytes[(i * 3 + channel) * 24 * 24 + pixel]);
        differing += picture.pixels[3 * pixel + channel] != wanted ? 1 : 0;
      }
    }
    EXPECT_EQ(differing, 0) << files[i];
  }
}

TEST(Picture, HasAFlawWhereItIsReadAllTheSame) {
  const auto flawOf = [](const char* file) { return readPicture(kFormats / "test" / file).flaw; };
  EXPECT_NE(flawOf("extraneous/extraneous.jpg").find("3 extraneous bytes"), std::string::npos);
  EXPECT_NE(flawOf("bad-codes/bad-codes.jpg"), "");
  EXPECT_EQ(flawOf("png-16-grey/png-16-grey.png"), "grey of 16 bits, cut at 255");
  EXPECT_EQ(flawOf("cmyk/cmyk.jpg"), "");
}

class DamagedPicture : public tests::TestInFolder {
 protected:
  std::string refusal(const std::string& bytes) const {
    const fs::path file = write("x.jpg", bytes);
    try {
      static_cast<void>(readPicture(file));
      return "read";
    } catch (const configs::InputError& error) {
      return std::string(error.what()).substr(file.string().size());
    }
  }
};

// PIL refuses each of these: "image file is truncated".
TEST_F(DamagedPicture, IsRefusedWhereTheFileEndsEarly) {
  for (const char* const name : {"halved-both/halved-both.jpg", "grey/grey.jpg", "cmyk/cmyk.jpg",
                                 "halved-progressive/halved-progressive.jpg"}) {
    const std::string whole = bytesOf(kFormats / "test" / name);
    const std::size_t scan = whole.find("\xff\xda") + 20;
    for (const std::size_t size : {whole.size() - 2, (scan + whole.size()) / 2, scan}) {
      EXPECT_EQ(refusal(whole.substr(0, size)),
                ": found a JPEG that ends before the picture does; allowed: a whole JPEG or PNG picture; try "
                "converting or "
                "copying the file again")
          << name << " " << size;
    }
    EXPECT_EQ(refusal(whole + "more"), "read");
  }
  const std::string png = bytesOf(kFormats / "test/png-16-rgb/png-16-rgb.png");
  for (const std::size_t size : {png.size() / 2, png.size() - 20, std::size_t{40}}) {
    EXPECT_NE(refusal(png.substr(0, size)).find("found a damaged PNG"), std::string::npos) << size;
  }
}

// The mark of the end, put behind the cut, makes no whole picture of it: PIL would read it, grey from there
// on.
TEST_F(DamagedPicture, IsRefusedWhereItsDataEndEarlyBeforeTheMarkOfTheEnd) {
  const std::string end = "\xff\xd9";
  const std::string words = ": found a JPEG that ends before the picture does";
  const fs::path separate = fs::path(tests::sourceFolder()) / "tests/fuzz/corpus/jpeg/separate_scans.jpg";
  for (const fs::path& file : {kFormats / "test/halved-both/halved-both.jpg", kFormats / "test/grey/grey.jpg",
                               kFormats / "test/cmyk/cmyk.jpg",
                               kFormats / "test/halved-progressive/halved-progressive.jpg", separate}) {
    const std::string whole = bytesOf(file);
    EXPECT_EQ(refusal(whole), "read");
    std::vector<std::size_t> cuts = {whole.size() - 8, (whole.rfind("\xff\xda") + whole.size()) / 2};
    for (std::size_t scan = whole.find("\xff\xda"); scan != std::string::npos;
         scan = whole.find("\xff\xda", scan + 1)) {
      cuts.push_back(scan + 2 + static_cast<unsigned char>(whole[scan + 3]));  // before the scan's data
      if (scan != whole.find("\xff\xda")) {
        cuts.push_back(scan);  // whole scans are left, and some are missing
      }
    }
    for (const std::size_t cut : cuts) {
      EXPECT_EQ(refusal(whole.substr(0, cut) + end).substr(0, words.size()), words) << file << " " << cut;
    }
  }
}

// The frame header of a JPEG: FF C0 or C2, length, bits, height, width.
TEST_F(DamagedPicture, IsRefusedWhereItIsLargerThanTheLimits) {
  std::string jpeg = bytesOf(kFormats / "test/grey/grey.jpg");
  const std::size_t frame = std::min(jpeg.find("\xff\xc0"), jpeg.find("\xff\xc2"));
  ASSERT_NE(frame, std::string::npos);
  jpeg.replace(frame + 5, 4, "\xff\xdc\xff\xdc");
  EXPECT_EQ(refusal(jpeg),
            ": found 65500 x 65500 pixels; allowed: sides of 1 to 65500 pixels, 67108864 pixels in all");
  jpeg.replace(frame + 5, 4, "\x20\x01\x1f\x01");
  EXPECT_EQ(
      refusal(jpeg).rfind(": found " + std::to_string(jpeg.size()) + " bytes for 7937 x 8193 pixels", 0), 0U)
      << refusal(jpeg);
  std::string png = bytesOf(kFormats / "test/png-16-rgb/png-16-rgb.png");
  const std::string header = "IHDR" + std::string("\0\0\x20\x01\0\0\x1f\x01", 8) + png.substr(24, 5);
  const auto sum = static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(header.data()), static_cast<uInt>(header.size())));
  png.replace(12, 17, header);
  for (std::size_t byte = 0; byte < 4; ++byte) {
    png[29 + byte] = static_cast<char>(sum >> (24 - 8 * byte) & 0xFFU);
  }
  EXPECT_EQ(refusal(png).rfind(": found " + std::to_string(png.size()) + " bytes for 8193 x 7937 pixels", 0),
            0U)
      << refusal(png);
}

TEST(ResizedPicture, IsRefusedWhereItWouldBeLargerThanTheLimit) {
  const Picture line{60000, 1, std::vector<std::uint8_t>(180000, 7)};
  EXPECT_EQ(resizeAndCrop(line, 1, 1).pixels, (std::vector<std::uint8_t>{7, 7, 7}));
  try {
    static_cast<void>(resizeAndCrop(line, 40, 8));
    FAIL() << "resized";
  } catch (const configs::InputError& error) {
    EXPECT_EQ(std::string(error.what()).rfind("found 60000 x 1 pixels, which become 2400000 x 40 with", 0),
              0U)
        << error.what();
  }
}

TEST_F(DamagedPicture, NamesWhatIsNoJpegOrPng) {
  using namespace std::string_literals;
  for (const auto& [bytes, kind] : {std::pair{""s, "an empty file"},
                                    {"GIF89a..."s, "a GIF picture"},
                                    {"BM......"s, "a BMP picture"},
                                    {"RIFF\1\2\3\4WEBPVP8 "s, "a WebP picture"},
                                    {"II*\0...."s, "a TIFF picture"},
                                    {"P6\n1 1\n255\nabc"s, "PNM family"},
                                    {"version https://git-lfs.github.com/spec/v1\n"s, "a Git LFS pointer"},
                                    {"<!DOCTYPE html>"s, "a page of text"},
                                    {"hello"s, "a file of another format"}}) {
    EXPECT_NE(refusal(bytes).find("found "s), std::string::npos);
    EXPECT_NE(refusal(bytes).find(kind), std::string::npos) << refusal(bytes);
  }
}

}  // namespace
}  // namespace ohmic::models
