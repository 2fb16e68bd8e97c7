// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// CIFAR's Python version: pickles in the form of the authors' files (Python 2), those that Python 3 writes,
// and hostile ones.

#include <cstdlib>

#include "configs/reader/error.h"
#include "models/datasets/file_digest.h"
#include "models/datasets/open_samples.h"
#include "models/datasets/pickle_dictionary.h"
#include "tests/folder.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

std::string word(int bytes, std::uint64_t value) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text.push_back(static_cast<char>(value >> (8 * i) & 255));
  }
  return text;
}

std::string shortText(const std::string& text) { return "U" + word(1, text.size()) + text; }

/// An array of uint8 as NumPy pickles it under Python 2; column by column where @p order is \x88.
std::string array(std::uint64_t rows, std::uint64_t columns, const std::string& content,
                  char order = '\x89') {
  return "cnumpy.core.multiarray\n_reconstruct\nq\x07"s + "cnumpy\nndarray\nq\x08K\0\x85U\x01"s +
         "b\x87Rq\x09(K\x01M"s + word(2, rows) + "M" + word(2, columns) + "\x86"s +
         "cnumpy\ndtype\nq\nU\x02u1K\0K\x01\x87Rq\x0b(K\x03U\x01|NNN"s +
         "J\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb"s + order + "T" + word(4, content.size()) + content + "tb";
}

/// A batch as the authors wrote it: {'batch_label': ..., key: [labels], 'data': array, 'filenames': [...]}.
std::string batch(const std::string& key, const std::string& labels, const std::string& data) {
  std::string list = "]q\x05(";
  for (const char label : labels) {
    list += std::string("K") + label;
  }
  return "\x80\x02}q\x01(" + shortText("batch_label") + "q\x02" + shortText("testing batch 1 of 1") +
         "q\x03" + shortText(key) + "q\x04" + list + "e" + shortText("data") + "q\x06" + data +
         shortText("filenames") + "q\x0c]q\r(" + shortText("cat.png") + shortText("ship.png") + "eu.";
}

/// 2 x 3072 bytes: the second image has planes of 10, 20 and 30.
std::string twoImages() {
  std::string pixels(2 * 3072, '\0');
  for (std::size_t i = 0; i < 3072; ++i) {
    pixels[3072 + i] = static_cast<char>(10 * (i / 1024 + 1));
  }
  return pixels;
}

std::string refusalOf(const std::string& bytes) {
  try {
    const PickleDictionary dictionary(bytes);
    static_cast<void>(dictionary.numbers("labels"));
    static_cast<void>(dictionary.matrix("data", 3));
    return "read";
  } catch (const configs::InputError& error) {
    return error.what();
  }
}

class CifarPickle : public tests::TestInFolder {
 protected:
  DatasetChoice choice(const std::string& name = "cifar-10", Split split = Split::test) const {
    DatasetChoice chosen;
    chosen.name = name;
    chosen.split = split;
    chosen.path = folder_;
    return chosen;
  }

  static void expectTwoImages(const Samples& samples, int label) {
    ASSERT_EQ(samples.count(), 2);
    EXPECT_EQ(samples.shape(), (Shape{3, 32, 32}));
    EXPECT_EQ(samples.label(1), label);
    std::vector<float> pixels(3072);
    samples.image(1, pixels.data());
    EXPECT_EQ(pixels[0], 10.0F / 255.0F);
    EXPECT_EQ(pixels[1024], 20.0F / 255.0F);
    EXPECT_EQ(pixels[3071], 30.0F / 255.0F);
    samples.image(0, pixels.data());
    EXPECT_EQ(pixels[3071], 0.0F);
  }

  std::string refusal(const DatasetChoice& chosen) const {
    try {
      static_cast<void>(openSamples(chosen));
      return "opened";
    } catch (const configs::InputError& error) {
      return std::string(error.what()).substr(folder_.string().size());
    }
  }
};

TEST_F(CifarPickle, ReadsTheAuthorsFilesInTheFolderThatTorchvisionMakes) {
  fs::create_directory(folder_ / "cifar-10-batches-py");
  for (int i = 1; i <= 5; ++i) {
    write("cifar-10-batches-py/data_batch_" + std::to_string(i),
          batch("labels", {3, static_cast<char>(i)}, array(2, 3072, twoImages())));
  }
  const auto samples = openSamples(choice("cifar-10", Split::train));
  ASSERT_EQ(samples->count(), 10);
  EXPECT_EQ(samples->label(7), 4);
  EXPECT_EQ(samples->classes()[8], "ship");
  EXPECT_EQ(samples->files().size(), 5U);
  const std::string before = fileDigest(samples->files());
  write("cifar-10-batches-py/data_batch_5", batch("labels", {3, 6}, array(2, 3072, twoImages())));
  EXPECT_NE(fileDigest(samples->files()), before);  // the batches are the run's identity

  write("test_batch", batch("labels", {0, 8}, array(2, 3072, twoImages())));
  expectTwoImages(*openSamples(choice()), 8);
  write("test", batch("fine_labels", {0, 99}, array(2, 3072, twoImages())));
  const auto hundred = openSamples(choice("cifar-100"));
  expectTwoImages(*hundred, 99);
  EXPECT_EQ(hundred->classes()[99], "worm");
}

TEST_F(CifarPickle, ReadsWhatPython3Writes) {
  const std::string program =
      "import numpy, pickle, sys\n"
      "x = numpy.zeros((2, 3, 1024), 'u1'); x[1] = [[10], [20], [30]]\n"
      "for protocol in 2, 3, 4:\n"
      "    for order in 'CF':\n"
      "        for code in bytes, lambda b: b.decode():\n"
      "            name = f'{sys.argv[1]}/{protocol}{order}{code is bytes}'\n"
      "            x2 = numpy.asarray(x.reshape(2, 3072), order=order)\n"
      "            pickle.dump({code(b'labels'): [0, 8], code(b'data'): x2, code(b'names'): [code(b'a')] * "
      "2},\n"
      "                        open(name, 'wb'), protocol)\n";
  write("dump.py", program);
  fs::create_directory(folder_ / "pickles");
  const std::string python = "/usr/bin/python3 " + (folder_ / "dump.py").string() + " " +
                             (folder_ / "pickles").string() + " 2>/dev/null";
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0) {
    GTEST_SKIP() << "python3-numpy is not installed: apt-get install -y python3-numpy";
  }
  ASSERT_EQ(std::system(python.c_str()), 0);
  int count = 0;
  for (const auto& pickle : fs::directory_iterator(folder_ / "pickles")) {
    SCOPED_TRACE(pickle.path().filename().string());
    fs::copy_file(pickle.path(), folder_ / "test_batch", fs::copy_options::overwrite_existing);
    expectTwoImages(*openSamples(choice()), 8);
    ++count;
  }
  EXPECT_EQ(count, 12);
}

TEST_F(CifarPickle, TurnsAnArrayThatLiesColumnByColumn) {
  const std::string bytes = batch("labels", {1, 2}, array(2, 3, "adbecf", '\x88'));
  EXPECT_EQ(PickleDictionary(bytes).matrix("data", 3), "abcdef");
}

TEST_F(CifarPickle, RefusesBatchesThatContradictThemselves) {
  EXPECT_EQ(refusal(choice()),
            ": found no test_batch.bin and no test_batch; allowed: the data set's folder; try unpacking "
            "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz and naming its folder");
  write("test_batch", batch("labels", {0, 1, 2}, array(2, 3072, twoImages())));
  EXPECT_EQ(refusal(choice()),
            "/test_batch: found 3 labels of 2 images; allowed: one for each; try downloading it again");
  write("test_batch", batch("labels", {0, 10}, array(2, 3072, twoImages())));
  EXPECT_EQ(refusal(choice()),
            "/test_batch: found label 10 at image 1; allowed: in [0, 9]; try copying the file again");
  for (const std::uint64_t rows : {1, 3}) {
    write("test_batch", batch("labels", {0, 1}, array(rows, 3072, twoImages())));
    EXPECT_EQ(refusal(choice()),
              "/test_batch: found another array as 'data'; allowed: an array of N x 3072 bytes (uint8); try "
              "downloading it again");
  }
  write("test_batch", batch("fine_labels", {0, 1}, array(2, 3072, twoImages())));
  EXPECT_EQ(refusal(choice()),
            "/test_batch: found no 'labels'; allowed: a list of whole numbers; try downloading it again");
  write("data_batch_1", batch("labels", {0, 1}, array(2, 3072, twoImages())));
  EXPECT_EQ(refusal(choice("cifar-10", Split::train)),
            ": found no data_batch_2; allowed: the data set's folder; try unpacking the archive again");
}

TEST(PickleDictionary, RunsNothing) {
  const auto call = [](const std::string& callable) {
    return refusalOf("\x80\x02}U\x06labels" + callable + "U\x02id\x85Rs.");
  };
  const std::string rest =
      "; allowed: a dictionary of lists and NumPy arrays, pickled by protocol 2 to 4; try downloading it "
      "again";
  EXPECT_EQ(call("cposix\nsystem\n"), "found the name 'posix.system'" + rest);
  EXPECT_EQ(call("cbuiltins\neval\n"), "found the name 'builtins.eval'" + rest);
  EXPECT_EQ(call("cnumpy\nload\n"), "found the name 'numpy.load'" + rest);
  EXPECT_EQ(call("U\x05posixU\x06system\x93"), "found the name 'posix.system'" + rest);
  EXPECT_EQ(call("cnumpy\nndarray\n"), "found a call, as in a pickle that runs code" + rest);
  EXPECT_EQ(refusalOf("\x80\x02(U\x02idiposix\nsystem\n."), "found instruction 0x69" + rest);  // INST
  EXPECT_EQ(refusalOf("\x80\x05}."), "found pickle protocol 5" + rest);
}

// Whatever a file lacks or says twice is refused, and never read beside the bytes.
TEST(PickleDictionary, NoPrefixIsReadAndNoOtherByteBreaksIt) {
  const std::string whole = batch("labels", {1, 2}, array(2, 3, "abcdef"));
  ASSERT_EQ(refusalOf(whole), "read");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(refusalOf(whole.substr(0, size)), "read") << size;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string other = whole;
    for (const int bits : {1, 2, 16, 128, 255}) {
      other[at] = static_cast<char>(whole[at] ^ bits);
      static_cast<void>(refusalOf(other));
    }
  }
}

TEST(PickleDictionary, GrowsNoFasterThanItsFile) {
  EXPECT_NE(refusalOf("\x80\x02" + std::string(2'000'001, 'N')).find("more than 2000000 instructions"),
            std::string::npos);
  // A list in itself; a tuple of 100,000 objects as the state of an array, and named 100,000 times.
  EXPECT_NE(refusalOf("\x80\x02}q\x01U\x06labels]q\x02h\x02"
                      "as.")
                .find("something else in 'labels'"),
            std::string::npos);
  std::string state = "\x80\x02(" + std::string(100'000, 'N') + "tq\x01";
  const std::string made = "cnumpy.core.multiarray\n_reconstruct\n)R";
  EXPECT_NE(refusalOf(state + "0" + made + "h\x01" + "b.").find("neither list, dictionary nor array"),
            std::string::npos);
  state += "0(";
  for (int i = 0; i < 100'000; ++i) {
    state += "h\x01";
  }
  EXPECT_NE(refusalOf(state + "t.").find("found no pickled dictionary"), std::string::npos);
}

}  // namespace
}  // namespace ohmic::models
