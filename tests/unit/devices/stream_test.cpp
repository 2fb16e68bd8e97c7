// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/stream.h"

#include <gtest/gtest.h>

#include <set>

namespace ohmic::devices {
namespace {

// Random123 1.14, tests/kat_vectors: philox4x32 10.
TEST(RandomStream, GivesRandom123sKnownAnswers) {
  EXPECT_EQ(RandomStream(0).block(0, 0, 0, 0), (RandomBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(RandomStream(0xffffffffffffffff).block(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff),
            (RandomBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(RandomStream(0x299f31d0a4093822).block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344),
            (RandomBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// The same file: philox4x32 7.
TEST(RandomStream, GivesRandom123sKnownAnswersOfSevenRounds) {
  EXPECT_EQ(RandomStream(0).shortBlock(0, 0, 0, 0),
            (RandomBlock{0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48}));
  EXPECT_EQ(RandomStream(0xffffffffffffffff).shortBlock(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff),
            (RandomBlock{0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662}));
  EXPECT_EQ(RandomStream(0x299f31d0a4093822).shortBlock(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344),
            (RandomBlock{0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a}));
}

TEST(RandomStream, TakesItsKeyFromTheBlockOfItsPlace) {
  const RandomBlock place = RandomStream(7).block(1, 2, 3, 4);
  const RandomStream stream(7, Purpose::programming, 2, 3, 4);
  EXPECT_EQ(stream.key(), place[0] | (static_cast<std::uint64_t>(place[1]) << 32U));
}

TEST(RandomStream, DiffersBySeedPurposeChipNodeAndPlane) {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed : {1, 2}) {
    for (const auto purpose : {Purpose::programming, Purpose::driftExponent, Purpose::flicker}) {
      for (std::uint32_t place = 0; place < 8; ++place) {
        keys.insert(RandomStream(seed, purpose, place & 1U, (place >> 1U) & 1U, place >> 2U).key());
      }
    }
  }
  EXPECT_EQ(keys.size(), 2U * 3U * 8U);
}

TEST(RandomStream, DiffersByEveryWordOfTheCounter) {
  const RandomStream stream(1);
  const std::set<RandomBlock> blocks = {stream.block(0, 0, 0, 0), stream.block(1, 0, 0, 0),
                                        stream.block(0, 1, 0, 0), stream.block(0, 0, 1, 0),
                                        stream.block(0, 0, 0, 1)};
  EXPECT_EQ(blocks.size(), 5U);
}

// xxHash's own test vectors, seed 0.
TEST(NodeHash, IsXxh32) {
  EXPECT_EQ(nodeHash(""), 0x02CC5D05U);
  EXPECT_EQ(nodeHash("abc"), 0x32D153FFU);
}

}  // namespace
}  // namespace ohmic::devices
