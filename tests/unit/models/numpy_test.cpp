// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Arrays that NumPy wrote (tests/golden/arrays/generate.py): every element type and order, every name.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "configs/reader/error.h"
#include "models/datasets/numpy_file.h"
#include "models/datasets/open_samples.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

const fs::path kArrays = fs::path(tests::sourceFolder()) / "tests/golden/arrays";

template <class Read>
std::string refusalOf(Read read) {
  try {
    static_cast<void>(read());
    return "read";
  } catch (const configs::InputError& error) {
    return error.what();
  }
}

double expected(const std::string& type, int i) {
  return type.find("float") != std::string::npos  ? (i - 5) / 4.0
         : type.find("uint") != std::string::npos ? i
         : type == "bool"                         ? static_cast<double>(i % 3 == 0)
                                                  : i - 5;
}

class ElementTypes : public testing::TestWithParam<const char*> {};

TEST_P(ElementTypes, AreReadInAnyOrderOfBytesAndAxes) {
  const std::string type = GetParam();
  const NumpyArray array = readNpy(kArrays / "types" / (type + ".npy"));
  EXPECT_EQ(array.shape, (Shape{3, 2, 2}));
  EXPECT_NE(type.find(typeName(array)), std::string::npos) << typeName(array);
  const auto doubles = doublesOf(array);
  const auto floats = floatsOf(array);
  ASSERT_EQ(doubles.size(), 12U);
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(doubles[static_cast<std::size_t>(i)], expected(type, i)) << i;
    EXPECT_EQ(floats[static_cast<std::size_t>(i)], static_cast<float>(expected(type, i))) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, ElementTypes,
                         testing::Values("bool", "int8", "little-int16", "big-int16", "little-int32",
                                         "big-int32", "little-int64", "big-int64", "uint8", "little-uint16",
                                         "big-uint16", "little-uint32", "big-uint32", "little-uint64",
                                         "big-uint64", "little-float16", "big-float16", "little-float32",
                                         "big-float32", "little-float64", "big-float64", "uint8-columns",
                                         "little-float32-columns", "big-int64-columns"));

TEST(NumpyFile, TextsLoseTheirPadding) {
  EXPECT_EQ(textsOf(readNpy(kArrays / "types/text.npy")),
            (std::vector<std::string>{"tench", "\xc3\xa9t\xc3\xa9", ""}));
  EXPECT_EQ(textsOf(readNpy(kArrays / "types/bytes.npy")),
            (std::vector<std::string>{"tench", "goldfish", "7"}));
}

TEST(NumpyFile, OtherTypesAreNamed) {
  const auto refusal = [](const char* name) {
    return refusalOf([&] { return readNpy(kArrays / "types" / name); });
  };
  EXPECT_NE(refusal("objects.npy").find("found Python objects ('|O')"), std::string::npos)
      << refusal("objects.npy");
  EXPECT_NE(refusal("complex.npy").find("found complex numbers ('<c8')"), std::string::npos);
  EXPECT_NE(refusal("dates.npy").find("found dates or times"), std::string::npos);
  EXPECT_NE(refusal("records.npy").find("found records of several fields"), std::string::npos);
}

std::string npy(const std::string& header, const std::string& data) {
  std::string bytes("\x93NUMPY\x02\x00", 8);
  for (int i = 0; i < 4; ++i) {
    bytes.push_back(static_cast<char>(header.size() >> (8 * i)));
  }
  return bytes + header + data;
}

TEST(NumpyFile, HeadersAreReadByTheirGrammarHoweverManyBlanks) {
  const std::string blanks(4900, ' ');
  const auto array = parseNpy(
      npy("{" + blanks + "\"shape\" :(2 , ),'fortran_order': True,'descr':'|u1'" + blanks + "}", "ab"));
  EXPECT_EQ(array.shape, Shape{2});
  EXPECT_EQ(array.bytes, "ab");
  // NumPy refuses headers above 10,000 bytes, too
  EXPECT_NE(
      refusalOf([&] { return parseNpy(npy("{" + blanks + blanks + blanks + "}", "ab")); })
          .find("found a header of 14702 bytes in a file of 14716; allowed: a whole file with a header of at "
                "most 10000 bytes"),
      std::string::npos);
  for (const std::string header : {"", "{", "{}", "{'descr': '|u1'}",
                                   "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2,)}",
                                   "{'descr': '|u1', 'fortran_order': no, 'shape': (2,)}",
                                   "{'descr': '|u1', 'fortran_order': False, 'shape': (-2,)}",
                                   "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)} more",
                                   "{'descr': '|u1, 'fortran_order': False",
                                   "{'descr': '|u999999999999', 'fortran_order': False, 'shape': (2,)}",
                                   "{'descr': '<f1', 'fortran_order': False, 'shape': (2,)}"}) {
    EXPECT_NE(refusalOf([&] { return parseNpy(npy(header, "ab")); }).find("allowed"), std::string::npos)
        << header;
  }
  EXPECT_EQ(refusalOf([] {
              return parseNpy(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", "ab"));
            }),
            "found 2 bytes of data; allowed: 16, as its shape 2 says; try writing the file again");
  EXPECT_NE(refusalOf([] {
              return parseNpy(
                  npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, "
                      "99999999999)}",
                      "ab"));
            }).find("found shape 99999999999x99999999999"),
            std::string::npos);
}

DatasetChoice choice(const std::string& archive, Split split = Split::test) {
  DatasetChoice chosen;
  chosen.name = "npz";
  chosen.path = kArrays / "archives" / archive;
  chosen.split = split;
  return chosen;
}

class Archives : public testing::TestWithParam<const char*> {};

/// Sample s holds 10 s, 10 s + 1, ... as pixels and has label s % 3.
TEST_P(Archives, AreReadByTheNamesOfTheirArrays) {
  const auto samples = openSamples(choice(GetParam()));
  ASSERT_EQ(samples->count(), 4);
  EXPECT_EQ(samples->shape(), (Shape{3, 2}));
  std::vector<float> pixels(6);
  for (int s = 0; s < 4; ++s) {
    EXPECT_EQ(samples->label(s), s % 3);
    samples->image(s, pixels.data());
    for (int i = 0; i < 6; ++i) {
      EXPECT_EQ(pixels[static_cast<std::size_t>(i)], static_cast<float>(10 * s + i) / 255.0F);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Archives,
                         testing::Values("keras.npz", "medmnist.npz", "positional.npz", "joined.npz",
                                         "turned.npz", "sklearn.npz", "one_hot.npz", "noisy.npz",
                                         "only_val.npz", "alone"));

TEST(Archive, HasItsSplitsByName) {
  for (const char* const archive : {"keras.npz", "medmnist.npz", "joined.npz", "turned.npz", "alone"}) {
    EXPECT_EQ(openSamples(choice(archive, Split::train))->count(), 5) << archive;
  }
  EXPECT_EQ(openSamples(choice("medmnist.npz", Split::validation))->count(), 2);
  EXPECT_EQ(openSamples(choice("only_val.npz"))->notes().size(), 1U);
}

TEST(Archive, SaysWhatItLacks) {
  const auto refusal = [](const DatasetChoice& chosen) {
    return refusalOf([&] { return openSamples(chosen); });
  };
  EXPECT_NE(
      refusal(choice("sklearn.npz", Split::train))
          .find("found the arrays 'data', 'target'; allowed: x_train and y_train (also train_images and "
                "train_labels), or train.npz with x and y; x and y alone are the test split"),
      std::string::npos)
      << refusal(choice("sklearn.npz", Split::train));
  EXPECT_NE(refusal(choice("twice.npz")).find("found 'x_test' and 'test_images'"), std::string::npos);
  EXPECT_NE(refusal(choice("no_labels.npz")).find("found the arrays 'x_test'"), std::string::npos);
  EXPECT_NE(refusal(choice("several.npz")).find("found 3 ones among the 3 labels of image 0"),
            std::string::npos);
  EXPECT_NE(refusal(choice("minus.npz")).find("found label -1 at image 0"), std::string::npos);
  EXPECT_NE(refusal(choice("short.npz")).find("found labels of shape 3; allowed: 4 labels, one per image"),
            std::string::npos);
}

TEST(Archive, LabelsThatAreNamesNeedAnOrder) {
  DatasetChoice chosen = choice("names.npz");
  EXPECT_NE(refusalOf([&] { return openSamples(chosen); })
                .find("found the label 'cat'; allowed: class numbers, or names "
                      "whose order is known; try dataset.labels: { cat: 0"),
            std::string::npos);
  chosen.classes = {"eel", "dog", "cat"};
  EXPECT_EQ(openSamples(chosen)->label(0), 2);
  chosen.classes.clear();
  chosen.labels = {{"cat", 7}, {"dog", 1}, {"eel", 0}};
  const auto samples = openSamples(chosen);
  EXPECT_EQ(samples->label(0), 7);
  EXPECT_EQ(samples->label(2), 0);
  EXPECT_EQ(samples->classes().size(), 8U);
  EXPECT_EQ(samples->classes()[7], "cat");
  EXPECT_EQ(samples->classes()[2], "2");
}

}  // namespace
}  // namespace ohmic::models
