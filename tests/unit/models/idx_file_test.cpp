// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/idx_file.h"

#include <zlib.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "configs/reader/error.h"
#include "models/datasets/open_samples.h"
#include "tests/folder.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

std::string word(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(value >> shift));
  }
  return bytes;
}

/// Image i has all its pixels at i.
std::string images(std::uint32_t stated, int present) {
  std::string bytes = word(2051) + word(stated) + word(28) + word(28);
  for (int i = 0; i < present; ++i) {
    bytes += std::string(784, static_cast<char>(i));
  }
  return bytes;
}

std::string labels(const std::string& values) {
  return word(2049) + word(static_cast<std::uint32_t>(values.size())) + values;
}

class Idx : public tests::TestInFolder {
 protected:
  void SetUp() override {
    write("t10k-images-idx3-ubyte", images(3, 3));
    write("t10k-labels-idx1-ubyte", labels(std::string("\x02\x00\x09", 3)));
  }

  DatasetChoice choice() const {
    DatasetChoice chosen;
    chosen.name = "mnist";
    chosen.path = folder_;
    return chosen;
  }

  /// What is wrong with the data set, without the folder.
  std::string refusal(const DatasetChoice& chosen) const {
    try {
      static_cast<void>(openSamples(chosen));
      return "opened";
    } catch (const configs::InputError& error) {
      const std::string message = error.what();
      return message.rfind(folder_.string(), 0) == 0 ? message.substr(folder_.string().size()) : message;
    }
  }
};

TEST_F(Idx, ReadsAndNormalisesInFloat) {
  DatasetChoice chosen = choice();
  chosen.mean = {0.25};
  chosen.deviation = {0.5};
  const auto samples = openSamples(chosen);
  EXPECT_EQ(samples->count(), 3);
  EXPECT_EQ(samples->shape(), (Shape{1, 28, 28}));
  EXPECT_EQ(samples->classes().size(), 10U);
  EXPECT_EQ(samples->label(0), 2);
  EXPECT_EQ(samples->label(2), 9);
  std::vector<float> pixels(784);
  samples->image(2, pixels.data());
  EXPECT_EQ(pixels[783], (2.0F / 255.0F - 0.25F) / 0.5F);
  EXPECT_EQ(samples->files().size(), 2U);
}

TEST_F(Idx, TakesTheFirstImages) {
  DatasetChoice chosen = choice();
  chosen.images = 2;
  const auto samples = openSamples(chosen);
  EXPECT_EQ(samples->count(), 2);
  EXPECT_THROW(static_cast<void>(samples->label(2)), std::out_of_range);
  std::vector<float> pixels(784);
  EXPECT_THROW(samples->image(-1, pixels.data()), std::out_of_range);
}

TEST_F(Idx, ReadsCompressedFiles) {
  fs::remove(folder_ / "t10k-images-idx3-ubyte");
  const std::string plain = images(3, 3);
  gzFile file = gzopen((folder_ / "t10k-images-idx3-ubyte.gz").c_str(), "wb");
  gzwrite(file, plain.data(), static_cast<unsigned>(plain.size()));
  gzclose(file);
  EXPECT_EQ(openSamples(choice())->count(), 3);
  const auto size = fs::file_size(folder_ / "t10k-images-idx3-ubyte.gz");
  fs::resize_file(folder_ / "t10k-images-idx3-ubyte.gz", size / 2);
  EXPECT_NE(refusal(choice()).find("t10k-images-idx3-ubyte.gz: found "), std::string::npos);
}

TEST_F(Idx, RefusesShortLongAndForeignFiles) {
  write("t10k-images-idx3-ubyte", images(4, 3));
  EXPECT_EQ(refusal(choice()),
            "/t10k-images-idx3-ubyte: found 2352 bytes of data; allowed: 3136; try copying the file again");
  write("t10k-images-idx3-ubyte", images(2, 3));
  EXPECT_EQ(
      refusal(choice()),
      "/t10k-images-idx3-ubyte: found more bytes than the header states; allowed: 1568; try copying the file "
      "again");
  write("t10k-images-idx3-ubyte", labels("\x01"));
  EXPECT_EQ(refusal(choice()),
            "/t10k-images-idx3-ubyte: found magic 2049; allowed: 2051, IDX images; try exchanging the files "
            "for images "
            "and labels, or copying them again");
  write("t10k-images-idx3-ubyte", "abc");
  EXPECT_EQ(refusal(choice()),
            "/t10k-images-idx3-ubyte: found a file that ends within its header; allowed: a whole IDX file; "
            "try copying "
            "the file again");
  write("t10k-images-idx3-ubyte", images(4000000000U, 0));
  EXPECT_EQ(refusal(choice()),
            "/t10k-images-idx3-ubyte: found 4000000000 images; allowed: in [1, 10000000]; try copying the "
            "file again");
  write("t10k-images-idx3-ubyte", word(2051) + word(1) + word(32) + word(32));
  EXPECT_EQ(refusal(choice()), "/t10k-images-idx3-ubyte: found images of 32x32 pixels; allowed: 28x28");
}

// gzip makes at most 1032 bytes of one: no file that small holds ten million images.
TEST_F(Idx, RefusesFilesThatCannotHoldWhatTheyState) {
  fs::remove(folder_ / "t10k-images-idx3-ubyte");
  const std::string claim = images(10000000, 1);
  gzFile file = gzopen((folder_ / "t10k-images-idx3-ubyte.gz").c_str(), "wb");
  gzwrite(file, claim.data(), static_cast<unsigned>(claim.size()));
  gzclose(file);
  EXPECT_NE(refusal(choice()).find("that gzip cannot have made of 7840000000 bytes of data"),
            std::string::npos)
      << refusal(choice());
}

TEST_F(Idx, ReadsNoMoreImagesThanAskedFor) {
  write("t10k-images-idx3-ubyte", images(3, 2));
  DatasetChoice chosen = choice();
  chosen.images = 2;
  EXPECT_EQ(openSamples(chosen)->count(), 2);
  write("t10k-images-idx3-ubyte", images(3, 1));
  EXPECT_EQ(refusal(chosen),
            "/t10k-images-idx3-ubyte: found 784 bytes of data; allowed: 2352; try copying the file again");
}

TEST_F(Idx, RefusesWrongLabels) {
  write("t10k-labels-idx1-ubyte", labels(std::string("\x02\x0a\x09", 3)));
  EXPECT_EQ(
      refusal(choice()),
      "/t10k-labels-idx1-ubyte: found label 10 at image 1; allowed: in [0, 9]; try copying the file again");
  write("t10k-labels-idx1-ubyte", labels("\x02"));
  EXPECT_EQ(refusal(choice()), "/t10k-labels-idx1-ubyte: found 1 labels; allowed: 3, one per image of " +
                                   (folder_ / "t10k-images-idx3-ubyte").string());
}

TEST_F(Idx, RefusesWhatIsNotThere) {
  DatasetChoice chosen = choice();
  chosen.split = Split::train;
  EXPECT_EQ(refusal(chosen),
            ": found no train-images-idx3-ubyte or train-images-idx3-ubyte.gz, nor by another name that "
            "mirrors give it "
            "(train-images.idx3-ubyte); allowed: the data set's folder; try the "
            "files of https://ossci-datasets.s3.amazonaws.com/mnist/");
  chosen.name = "fashion-mnist";
  EXPECT_NE(refusal(chosen).find("try apt install dataset-fashion-mnist"), std::string::npos);
  chosen = choice();
  chosen.images = 4;
  EXPECT_EQ(refusal(chosen), "dataset.images: found 4; allowed: at most 3, which the test split has");
  chosen = choice();
  chosen.mean = {0.5, 0.5, 0.5};
  EXPECT_EQ(refusal(chosen), "dataset.mean: found 3 values; allowed: 1, one per channel of the images");
  chosen = choice();
  chosen.deviation = {0.0};
  EXPECT_EQ(refusal(chosen), "found mean 0 and std 0; allowed: finite numbers, std > 0");
  chosen = choice();
  chosen.path.clear();
  EXPECT_EQ(refusal(chosen),
            "found no path for mnist; allowed: the folder of its files; try adding dataset.path");
  chosen.name = "imagenet";
  EXPECT_EQ(
      refusal(chosen),
      "found data set 'imagenet'; allowed: fashion-mnist, mnist, cifar-10, cifar-100, npz, csv, folder");
}

TEST(FashionMnist, ThePackageHoldsTenThousandTestImages) {
  if (!fs::exists("/usr/share/datasets/fashion-mnist")) {
    GTEST_SKIP() << "the package dataset-fashion-mnist is not installed";
  }
  DatasetChoice chosen;
  chosen.name = "fashion-mnist";
  const auto samples = openSamples(chosen);
  EXPECT_EQ(samples->count(), 10000);
  EXPECT_EQ(samples->classes()[static_cast<std::size_t>(samples->label(0))], "Ankle boot");
}

// gzip's last eight bytes are the sum over the data and their count.
TEST_F(Idx, RefusesAGzipFileWithoutItsEndOrWithAnotherSum) {
  gzFile packed = gzopen((folder_ / "packed").c_str(), "wb");
  const std::string data = images(3, 3);
  gzwrite(packed, data.data(), static_cast<unsigned>(data.size()));
  gzclose(packed);
  std::ifstream stream(folder_ / "packed", std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  fs::remove(folder_ / "t10k-images-idx3-ubyte");
  const auto refusalOf = [&](const std::string& bytes) {
    write("t10k-images-idx3-ubyte.gz", bytes);
    return refusal(choice());
  };
  EXPECT_EQ(refusalOf(whole), "opened");
  for (const std::size_t cut : {1, 4, 8}) {
    EXPECT_EQ(refusalOf(whole.substr(0, whole.size() - cut))
                  .rfind("/t10k-images-idx3-ubyte.gz: found a gzip file that ends early", 0),
              0U)
        << cut;
  }
  std::string other = whole;
  other[other.size() - 8] = static_cast<char>(other[other.size() - 8] ^ 1);
  EXPECT_NE(refusalOf(other).find("/t10k-images-idx3-ubyte.gz: found "), std::string::npos)
      << refusalOf(other);
}

}  // namespace
}  // namespace ohmic::models
