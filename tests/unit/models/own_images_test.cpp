// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Images that users bring: NumPy files and folders of pictures. tests/golden/pictures/generate.py wrote the
// pictures, and what torchvision makes of them.

#include <fmt/format.h>

#include <cstdint>
#include <cstring>

#include "configs/reader/error.h"
#include "models/datasets/open_samples.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

using Notes = std::vector<std::string>;

const fs::path kPictures = fs::path(tests::sourceFolder()) / "tests/golden/pictures";

DatasetChoice choice(const std::string& name, const fs::path& path) {
  DatasetChoice chosen;
  chosen.name = name;
  chosen.path = path;
  return chosen;
}

std::string refusal(const DatasetChoice& chosen) {
  try {
    static_cast<void>(openSamples(chosen));
    return "opened";
  } catch (const configs::InputError& error) {
    return std::string(error.what()).substr(chosen.path.string().size());
  }
}

std::vector<float> imageOf(const Samples& samples, std::int64_t index) {
  std::vector<float> pixels(static_cast<std::size_t>(elementCount(samples.shape())));
  samples.image(index, pixels.data());
  return pixels;
}

struct PictureSetting {
  int resize, crop, channels;
};

class Pictures : public testing::TestWithParam<PictureSetting> {};

TEST_P(Pictures, AreResizedAndCroppedToTorchvisionsBytes) {
  const auto [resize, crop, channels] = GetParam();
  DatasetChoice folder = choice("folder", kPictures);
  folder.resize = resize;
  folder.crop = crop;
  folder.channels = channels;
  const auto found = openSamples(folder);
  const auto expected = openSamples(
      choice("npz", kPictures / fmt::format("expected-{}-{}{}.npz", resize, crop, channels == 1 ? "-1" : "")),
      SampleForm{{channels, crop, crop}});
  EXPECT_EQ(found->notes(), channels == 1
                                ? Notes{"5 pictures have colours and are made grey (PIL's convert('L'))"}
                                : Notes());
  EXPECT_EQ(found->classes(), (std::vector<std::string>{"colour", "grey", "other"}));
  EXPECT_EQ(found->shape(), (Shape{channels, crop, crop}));
  ASSERT_EQ(found->count(), 8);
  ASSERT_EQ(expected->count(), 8);
  for (std::int64_t i = 0; i < 8; ++i) {
    EXPECT_EQ(found->label(i), expected->label(i));
    EXPECT_EQ(imageOf(*found, i), imageOf(*expected, i)) << found->files()[static_cast<std::size_t>(i)];
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Pictures,
                         testing::Values(PictureSetting{20, 16, 3}, PictureSetting{0, 16, 3},
                                         PictureSetting{37, 37, 3}, PictureSetting{12, 24, 3},
                                         PictureSetting{20, 16, 1}));

TEST(PictureFolder, TakesTheFirstOfEveryClassFirst) {
  DatasetChoice three = choice("folder", kPictures);
  three.images = 4;
  const auto samples = openSamples(three);
  EXPECT_EQ(samples->count(), 4);
  EXPECT_EQ(samples->label(2), 2);
  EXPECT_EQ(samples->label(3), 0);
  EXPECT_EQ(samples->files().size(), 4U);
}

class OwnImages : public tests::TestInFolder {
 protected:
  template <class T>
  static std::string npy(const std::string& type, const std::string& shape, const std::vector<T>& values) {
    std::string header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }\n";
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes.push_back(static_cast<char>(header.size()));
    bytes.push_back('\0');
    bytes += header;
    return bytes + std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
};

TEST_F(OwnImages, BytesWithChannelsLastAreTurned) {
  write("x_test.npy", npy<std::uint8_t>("|u1", "1, 2, 1, 3", {255, 51, 0, 102, 0, 153}));
  write("y_test.npy", npy<std::int64_t>("<i8", "1,", {2}));
  EXPECT_EQ(openSamples(choice("npz", folder_))->shape(), (Shape{2, 1, 3}));
  const auto samples = openSamples(choice("npz", folder_), SampleForm{{3, 2, 1}});
  EXPECT_EQ(samples->shape(), (Shape{3, 2, 1}));
  EXPECT_EQ(samples->label(0), 2);
  EXPECT_EQ(samples->classes(), (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ(imageOf(*samples, 0), (std::vector<float>{1.0F, 0.4F, 0.2F, 0.0F, 0.0F, 0.6F}));
}

TEST_F(OwnImages, FloatsAreTakenAsTheyAreAndNormalised) {
  write("x_test.npy", npy<float>("<f4", "2, 1, 2", {1.0F, -1.0F, 3.0F, 5.0F}));
  write("y_test.npy", npy<std::int32_t>("<i4", "2, 1", {0, 1}));
  DatasetChoice chosen = choice("npz", folder_);
  chosen.mean = {1.0};
  chosen.deviation = {2.0};
  chosen.classes = {"no", "yes"};
  const auto samples = openSamples(chosen);
  EXPECT_EQ(samples->shape(), (Shape{1, 2}));
  EXPECT_EQ(samples->classes()[1], "yes");
  EXPECT_EQ(imageOf(*samples, 1), (std::vector<float>{1.0F, 2.0F}));
}

TEST_F(OwnImages, AreRefusedByNameWhereTheyAreWrong) {
  EXPECT_EQ(refusal(choice("npz", folder_)),
            ": found no arrays; allowed: x_test and y_test (also test_images and test_labels), or test.npz "
            "with x and y");
  write("x_test.npy", npy<float>("<f4", "1, 1, 2", {1.0F, 2.0F}));
  write("y_test.npy", npy<std::int64_t>("<i8", "2,", {0, 1}));
  EXPECT_EQ(
      refusal(choice("npz", folder_)),
      "/y_test.npy: found labels of shape 2; allowed: 1 labels, one per image; try labels as class numbers");
  write("x_test.npy", "no array");
  EXPECT_EQ(refusal(choice("npz", folder_)),
            "/x_test.npy: found no NumPy array; allowed: a .npy array of truth values, integers, floats of 2 "
            "to 8 bytes or texts; "
            "try numpy.save(file, x)");
  write("x_test.npy", npy<float>("<f4", "9999999999, 9999999999", {1.0F}));
  EXPECT_EQ(refusal(choice("npz", folder_)),
            "/x_test.npy: found shape 9999999999x9999999999; allowed: at most 8589934592 bytes");
  write("test.npz", "PK\x03\x04 damaged");
  EXPECT_EQ(refusal(choice("npz", folder_)),
            "/test.npz: found no whole ZIP archive (Not a zip archive); allowed: an archive as numpy.savez "
            "writes it; "
            "try numpy.savez");
  EXPECT_EQ(refusal(choice("folder", folder_)),
            ": found no folder test or val; allowed: a folder per split, in each of them a folder per class; "
            "try naming the "
            "folder that holds train and test");
  fs::create_directories(folder_ / "val" / "cat");
  EXPECT_EQ(refusal(choice("folder", folder_)),
            "/val/cat: found no pictures; allowed: .jpg, .jpeg or .png files");
  write("val/cat/a.jpg", "\xff\xd8\xff damaged");
  EXPECT_NE(refusal(choice("folder", folder_)).find("/val/cat/a.jpg: found a damaged JPEG"),
            std::string::npos);
  write("val/cat/a.jpg", "\x89PNG\r\n\x1a\n damaged");
  EXPECT_EQ(refusal(choice("folder", folder_)),
            "/val/cat/a.jpg: found a damaged PNG; allowed: a whole JPEG or PNG picture; try converting or "
            "copying the file again");
  EXPECT_EQ(refusal(choice("cifar-100", folder_)).substr(0, 17), ": found no test.b");
}

TEST_F(OwnImages, FilesOfOtherFormatsAreNamed) {
  const auto refusal = [&](const std::string& bytes) {
    write("data", bytes);
    std::string message;
    for (const char* const name : {"npz", "csv", "folder"}) {
      try {
        static_cast<void>(openSamples(choice(name, folder_ / "data")));
      } catch (const configs::InputError& error) {
        EXPECT_TRUE(message.empty() || message == error.what()) << name;
        message = error.what();
      }
    }
    return message.substr(message.find("data: ") + 6);
  };
  EXPECT_EQ(
      refusal("PAR1...."),
      "found a Parquet file; allowed: NumPy arrays (npz), tables (csv), pictures in folders (folder); try "
      "pandas.read_parquet(FILE).to_csv, or for pictures datasets.load_dataset and a folder per class");
  const auto begins = [&](const std::string& bytes, const std::string& found) {
    EXPECT_EQ(refusal(bytes).rfind("found " + found + "; allowed", 0), 0U) << refusal(bytes);
  };
  begins("ARROW1..", "an Arrow file");
  begins("\x89HDF\r\n\x1a\n..", "an HDF5 file");
  begins("MATLAB 5.0 MAT-file", "a MATLAB file");
  begins("PK\x03\x04....archive/data.pkl", "tensors that torch.save wrote");
  begins("\x80\x04}", "a Python pickle");
  begins("\x1f\x8b..", "a gzip file");
  begins("{\"x\": 1}", "a JSON text");
  begins("version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer, not the file itself");
}

TEST_F(OwnImages, Cifar100TakesTheFineLabel) {
  std::string bytes(10000 * 3074, '\0');
  bytes[3074] = 4;
  bytes[3075] = 99;
  bytes[3076] = 51;
  write("test.bin", bytes);
  const auto samples = openSamples(choice("cifar-100", folder_));
  EXPECT_EQ(samples->count(), 10000);
  EXPECT_EQ(samples->classes().size(), 100U);
  EXPECT_EQ(samples->classes()[static_cast<std::size_t>(samples->label(1))], "worm");
  EXPECT_EQ(imageOf(*samples, 1)[0], 0.2F);
}

}  // namespace
}  // namespace ohmic::models
