// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/error.h"

#include <gtest/gtest.h>

#include <string>

namespace ohmic::configs {
namespace {

TEST(InputError, JoinsPlaceKeyAndPhrases) {
  const InputError error(
      Complaint{"run.yaml:7:15", "hardware.adc.bits", "found 40", "allowed: in [1, 16]", "try 8"});
  EXPECT_STREQ(error.what(), "run.yaml:7:15: hardware.adc.bits: found 40; allowed: in [1, 16]; try 8");
  EXPECT_EQ(error.place(), "run.yaml:7:15");
  EXPECT_EQ(error.key(), "hardware.adc.bits");
}

TEST(InputError, LeavesEmptyPartsOut) {
  EXPECT_STREQ(InputError(Complaint{"run.yaml", {}, "no such file", {}, {}}).what(),
               "run.yaml: no such file");
  EXPECT_STREQ(InputError(Complaint{{}, "seed", "missing", {}, "write a number"}).what(),
               "seed: missing; write a number");
}

TEST(InputError, TakesAMessageAsItIs) {
  const InputError error("model.onnx: truncated at byte 17");
  EXPECT_STREQ(error.what(), "model.onnx: truncated at byte 17");
  EXPECT_EQ(error.place(), "");
}

}  // namespace
}  // namespace ohmic::configs
