// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/file_digest.h"

#include "configs/reader/error.h"
#include "tests/unit/models/temporary_folder.h"

namespace ohmic::models {
namespace {

class FileDigest : public TemporaryFolder {};

TEST_F(FileDigest, DependsOnBytesAndOrderAndNotOnNames) {
  const auto a = write("a", "one");
  const auto b = write("b", "two");
  const auto copy = write("copy", "one");
  EXPECT_EQ(fileDigest({a}).size(), 32U);
  EXPECT_EQ(fileDigest({a}), fileDigest({copy}));
  EXPECT_NE(fileDigest({a}), fileDigest({b}));
  EXPECT_NE(fileDigest({a, b}), fileDigest({b, a}));
}

TEST_F(FileDigest, KnowsWhereAFileEnds) {
  EXPECT_NE(fileDigest({write("a", "one"), write("b", "two")}),
            fileDigest({write("c", "onet"), write("d", "wo")}));
}

TEST_F(FileDigest, RefusesAMissingFile) {
  EXPECT_THROW(static_cast<void>(fileDigest({folder_ / "absent"})), configs::InputError);
}

}  // namespace
}  // namespace ohmic::models
