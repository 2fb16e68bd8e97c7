// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/file_digest.h"

#include "configs/reader/error.h"
#include "tests/folder.h"

namespace ohmic::models {
namespace {

class FileDigest : public tests::TestInFolder {};

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

TEST_F(FileDigest, OfAFolderDependsOnRelativeNamesAndBytes) {
  const auto fill = [this](const std::string& name, const std::string& picture, const std::string& bytes) {
    std::filesystem::create_directories(folder_ / name / "cat");
    write(name + "/cat/" + picture, bytes);
    return folderDigest(folder_ / name);
  };
  const std::string first = fill("first", "1.png", "one");
  EXPECT_EQ(fill("second", "1.png", "one"), first) << "the folder's own name does not count";
  EXPECT_NE(fill("third", "1.png", "two"), first);
  EXPECT_NE(fill("fourth", "2.png", "one"), first);
  EXPECT_EQ(fileDigest({folder_ / "first/cat/1.png"}, folder_ / "first"), first);
}

TEST_F(FileDigest, RefusesWhatIsNoFile) {
  EXPECT_THROW(static_cast<void>(fileDigest({"/dev/null"})), configs::InputError);
  EXPECT_THROW(static_cast<void>(fileDigest({folder_})), configs::InputError);
}

TEST_F(FileDigest, RefusesAMissingFile) {
  EXPECT_THROW(static_cast<void>(fileDigest({folder_ / "absent"})), configs::InputError);
}

}  // namespace
}  // namespace ohmic::models
