// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/arrangement.h"

#include <gtest/gtest.h>

#include "configs/reader/error.h"
#include "models/datasets/image_set.h"

namespace ohmic::models {
namespace {

using Order = std::vector<std::int64_t>;

TEST(Arrangement, AnEqualShapeWins) {
  for (const Shape& shape : {Shape{40, 30, 1}, Shape{3, 3, 3}, Shape{640}, Shape{1, 49, 10}}) {
    const auto found = arrange(shape, shape);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->order.empty());
    EXPECT_TRUE(found->words.empty());
  }
}

TEST(Arrangement, ExtentsOfOneComeAndGo) {
  for (const auto& [sample, input] : {std::pair{Shape{28, 28}, Shape{1, 28, 28}},
                                      {Shape{28, 28, 1}, Shape{1, 28, 28}},
                                      {Shape{40, 30, 1}, Shape{40, 30}},
                                      {Shape{1, 95}, Shape{95}}}) {
    const auto found = arrange(sample, input);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->order.empty());
    EXPECT_NE(found->words.find("the same elements in the same order"), std::string::npos);
  }
}

// numpy.arange(12).reshape(2, 2, 3).transpose(2, 0, 1).ravel() and the like.
TEST(Arrangement, ChannelsMoveWhereTheExtentsSaySo) {
  const auto first = arrange({2, 2, 3}, {3, 2, 2});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->order, (Order{0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}));
  EXPECT_EQ(first->words,
            "samples of 2x2x3 are taken for inputs of 3x2x2: channels last become channels first");
  const auto last = arrange({3, 2, 2}, {2, 2, 3});
  ASSERT_TRUE(last);
  EXPECT_EQ(last->order, (Order{0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}));
  const auto sequence = arrange({2, 3}, {3, 2});
  ASSERT_TRUE(sequence);
  EXPECT_EQ(sequence->order, (Order{0, 3, 1, 4, 2, 5}));
  EXPECT_NE(sequence->words.find("the two axes change places"), std::string::npos);
  const auto frames = arrange({4, 2, 2, 3}, {4, 3, 2, 2});
  ASSERT_TRUE(frames);
  EXPECT_EQ(Order(frames->order.begin(), frames->order.begin() + 5), (Order{0, 3, 6, 9, 1}));
}

TEST(Arrangement, OtherShapesOfAsManyElementsMatchInOrder) {
  for (const auto& [sample, input] : {std::pair{Shape{28, 28}, Shape{784}},
                                      {Shape{784}, Shape{1, 28, 28}},
                                      {Shape{32, 32, 3}, Shape{3072}},
                                      {Shape{16, 40}, Shape{640}}}) {
    const auto found = arrange(sample, input);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->order.empty());
    EXPECT_NE(found->words.find("the last axis fastest"), std::string::npos);
  }
}

TEST(Arrangement, WhatIsNotCertainIsRefused) {
  EXPECT_FALSE(arrange({3, 32, 48}, {3, 48, 32}));  // rows and columns
  EXPECT_FALSE(arrange({95}, {96}));
  EXPECT_FALSE(arrange({1, 28, 28}, {3, 28, 28}));
}

TEST(FreeExtents, AreThoseOfTheSample) {
  EXPECT_EQ(fillFree({3, 0, 0}, {3, 8, 9}), (Shape{3, 8, 9}));
  EXPECT_EQ(fillFree({3, 0, 0}, {8, 9, 3}), (Shape{3, 8, 9}));
  EXPECT_EQ(fillFree({0, 0, 3}, {3, 8, 9}), (Shape{8, 9, 3}));
  EXPECT_EQ(fillFree({1, 0, 0}, {8, 9}), (Shape{1, 8, 9}));
  EXPECT_EQ(fillFree({0}, {8, 9}), Shape{72});
  EXPECT_EQ(fillFree({0, 40}, {100, 40}), (Shape{100, 40}));
  EXPECT_EQ(fillFree({0, 0, 0}, {3, 8, 9}), (Shape{3, 8, 9}));
  EXPECT_FALSE(fillFree({4, 0, 0}, {3, 8, 9}));
  EXPECT_FALSE(fillFree({0, 5}, {8, 9}));
}

NamedImages named(const Shape& shape, std::vector<float> reals) {
  NamedImages images;
  images.images.shape = shape;
  images.images.reals = std::move(reals);
  images.images.labels = {0};
  images.images.channelAxis = shape.size() == 3 ? 2 : 0;
  images.classes = {"all"};
  return images;
}

TEST(Samples, AreNormalisedByTheChannelsOfTheirFileAndArrangedForTheNetwork) {
  DatasetChoice choice;
  choice.name = "npz";
  choice.mean = {1.0, 2.0, 3.0};
  choice.deviation = {1.0, 2.0, 4.0};
  const ImageSet samples(named({1, 2, 3}, {1, 2, 3, 11, 12, 13}), choice, SampleForm{{3, 1, 2}});
  std::vector<float> image(6);
  samples.image(0, image.data());
  EXPECT_EQ(image, (std::vector<float>{0.0F, 10.0F, 0.0F, 5.0F, 0.0F, 2.5F}));
  EXPECT_EQ(samples.shape(), (Shape{3, 1, 2}));
}

TEST(Samples, FeaturesHaveAMeanEachOrOneForAll) {
  DatasetChoice choice;
  choice.mean = {1.0, 2.0};
  std::vector<float> image(2);
  ImageSet(named({2}, {1, 4}), choice, {}).image(0, image.data());
  EXPECT_EQ(image, (std::vector<float>{0.0F, 2.0F}));
  choice.mean = {1.0};
  ImageSet(named({2}, {1, 4}), choice, {}).image(0, image.data());
  EXPECT_EQ(image, (std::vector<float>{0.0F, 3.0F}));
  choice.mean = {1.0, 2.0, 3.0};
  EXPECT_THROW(ImageSet(named({2}, {1, 4}), choice, {}), configs::InputError);
}

TEST(Samples, OfANetworkThatTakesBytesAreNotDividedBy255) {
  NamedImages bytes;
  bytes.images.shape = {1, 1, 2};
  bytes.images.pixels = {7, 255};
  bytes.images.labels = {0};
  bytes.classes = {"all"};
  const SampleForm form{{1, 1, 2}, InputType::byte};
  std::vector<float> image(2);
  const ImageSet samples(bytes, {}, form);
  samples.image(0, image.data());
  EXPECT_EQ(image, (std::vector<float>{7.0F, 255.0F}));
  EXPECT_EQ(samples.range()->low, 0.0);
  EXPECT_THROW(ImageSet(named({1, 1, 2}, {0.5F, 1.0F}), {}, form), configs::InputError);
  EXPECT_THROW(ImageSet(named({1, 1, 2}, {-1.0F, 1.0F}), {}, form), configs::InputError);
  DatasetChoice normalised;
  normalised.deviation = {0.5};
  EXPECT_THROW(ImageSet(bytes, normalised, form), configs::InputError);
}

TEST(Samples, KeepToTheRangeThatIsGiven) {
  DatasetChoice choice;
  choice.section = "dataset";
  choice.range = ValueRange{0.0, 4.0};
  const ImageSet samples(named({2}, {1, 4}), choice, {});
  EXPECT_EQ(samples.range()->high, 4.0);
  choice.range = ValueRange{0.0, 3.0};
  try {
    const ImageSet outside(named({2}, {1, 4}), choice, {});
    FAIL();
  } catch (const configs::InputError& error) {
    EXPECT_EQ(std::string(error.what()),
              "dataset.range: found 4 after normalisation, in sample 0; allowed: in [0, 3], as dataset.range "
              "says; try a "
              "wider range, or samples that keep to it");
  }
  EXPECT_FALSE(ImageSet(named({2}, {1, 4}), {}, {}).range());
}

TEST(Samples, OfBytesHaveTheRangeOfTheirNormalisation) {
  NamedImages bytes;
  bytes.images.shape = {2, 1, 1};
  bytes.images.pixels = {7, 255};
  bytes.images.labels = {0};
  bytes.classes = {"all"};
  EXPECT_EQ(ImageSet(bytes, {}, {}).range()->low, 0.0);
  DatasetChoice choice;
  choice.mean = {0.0, 0.5};
  choice.deviation = {0.5, 0.25};
  const auto range = ImageSet(bytes, choice, {}).range();
  EXPECT_EQ(range->low, -2.0);
  EXPECT_EQ(range->high, 2.0);
}

}  // namespace
}  // namespace ohmic::models
