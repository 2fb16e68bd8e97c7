// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/cifar_file.h"

#include "configs/reader/error.h"
#include "models/datasets/open_samples.h"
#include "tests/folder.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRecord = 3073;

class Cifar : public tests::TestInFolder {
 protected:
  DatasetChoice choice(Split split = Split::test) const {
    DatasetChoice chosen;
    chosen.name = "cifar-10";
    chosen.split = split;
    chosen.path = folder_;
    chosen.images = 2;
    return chosen;
  }

  std::string refusal(const DatasetChoice& chosen) const {
    try {
      static_cast<void>(openSamples(chosen));
      return "opened";
    } catch (const configs::InputError& error) {
      return std::string(error.what()).substr(folder_.string().size());
    }
  }

  /// 10,000 records, the second of label 7 with planes of 10, 20 and 30.
  static std::string batch() {
    std::string bytes(10000 * kRecord, '\0');
    bytes[kRecord] = 7;
    for (std::size_t i = 0; i < 3072; ++i) {
      bytes[kRecord + 1 + i] = static_cast<char>(10 * (i / 1024 + 1));
    }
    return bytes;
  }
};

TEST_F(Cifar, ReadsPlanesOfRedGreenAndBlue) {
  write("test_batch.bin", batch());
  const auto samples = openSamples(choice());
  EXPECT_EQ(samples->shape(), (Shape{3, 32, 32}));
  EXPECT_EQ(samples->label(1), 7);
  EXPECT_EQ(samples->classes()[7], "horse");
  std::vector<float> pixels(3072);
  samples->image(1, pixels.data());
  EXPECT_EQ(pixels[0], 10.0F / 255.0F);
  EXPECT_EQ(pixels[1024], 20.0F / 255.0F);
  EXPECT_EQ(pixels[3071], 30.0F / 255.0F);
}

TEST_F(Cifar, FindsTheFolderOfTheArchive) {
  fs::create_directory(folder_ / "cifar-10-batches-bin");
  for (int i = 1; i <= 5; ++i) {
    write("cifar-10-batches-bin/data_batch_" + std::to_string(i) + ".bin", batch());
  }
  DatasetChoice chosen = choice(Split::train);
  chosen.images = 0;
  const auto samples = openSamples(chosen);
  EXPECT_EQ(samples->count(), 50000);
  EXPECT_EQ(samples->label(40001), 7);
  EXPECT_EQ(samples->files().size(), 5U);
}

// Images that are not asked for are not read, but the files are all there and of the right size.
TEST_F(Cifar, ReadsTheImagesThatAreAskedFor) {
  std::string bytes = batch();
  bytes[2 * kRecord] = 10;
  for (int i = 1; i <= 5; ++i) {
    write("data_batch_" + std::to_string(i) + ".bin", bytes);
  }
  EXPECT_EQ(openSamples(choice(Split::train))->count(), 2);
  write("data_batch_5.bin", bytes + "x");
  EXPECT_EQ(refusal(choice(Split::train)).substr(0, 39), "/data_batch_5.bin: found 30730001 bytes");
}

TEST_F(Cifar, RefusesMissingShortAndLongFilesAndLabels) {
  EXPECT_EQ(refusal(choice()),
            ": found no test_batch.bin and no test_batch; allowed: the data set's folder; try unpacking "
            "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and naming its folder");
  write("test_batch.bin", std::string(kRecord * 9999, '\0'));
  EXPECT_EQ(
      refusal(choice()),
      "/test_batch.bin: found 30726927 bytes; allowed: 30730000, 10000 records of CIFAR-10's binary version; "
      "try unpacking the archive again");
  write("test_batch.bin", batch() + "x");
  EXPECT_NE(refusal(choice()).find("found 30730001 bytes"), std::string::npos);
  std::string bytes = batch();
  bytes[9999 * kRecord] = 10;
  write("test_batch.bin", bytes);
  DatasetChoice all = choice();
  all.images = 0;
  EXPECT_EQ(refusal(all),
            "/test_batch.bin: found label 10 at image 9999; allowed: in [0, 9]; try copying the file again");
}

}  // namespace
}  // namespace ohmic::models
