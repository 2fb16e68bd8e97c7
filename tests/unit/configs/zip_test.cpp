// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/zip.h"

#include <gtest/gtest.h>

#include "configs/reader/error.h"
#include "tests/folder.h"

namespace ohmic::configs {
namespace {

constexpr FileKind kKind{"allowed: an archive", 1000, "write one"};

std::string bytesOf(const char* hex) {
  std::string bytes;
  for (; hex[0] != '\0'; hex += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex, 2), nullptr, 16));
  }
  return bytes;
}

/// "abc" forty times as a.txt: Python's zipfile, deflated, its sizes behind the data as from a pipe.
std::string deflated() {
  return bytesOf(
      "504b0304140008000800000021000000000000000000000000000500"
      "0000612e7478744b4c4a4e1c08"
      "0400504b070802f0ae9c08000000780000"
      "00504b010214031400080008000000210002f0ae9c080000007800000005"
      "000000000000000000000080010000"
      "0000612e747874504b05060000000001"
      "000100330000003b0000000000");
}

/// "one" as ../../x and, with ZIP64 sizes, "two" as z64: Python's zipfile, stored.
std::string stored() {
  return bytesOf(
      "504b03041400000000000000210"
      "0f1866c7a0300000003000000070000002e2e2f2e2e2f786f6e65"
      "504b03042d000000000000002100668aca11ffffffffffffffff030014007a3634"
      "01001000030000000000000003000000000000"
      "0074776f"
      "504b0102140314000000000000002100f1866c7a0300000003000000070000000000000000000000800100000000"
      "2e2e2f2e2e2f78"
      "504b01022d032d000000000000002100668aca11030000000300000003000000000000000000000080012800"
      "00007a3634"
      "504b0506000000000200020066000000600000000000");
}

/// The found part of what is refused; the content of the first file otherwise.
std::string readFirst(const std::string& bytes) {
  static const tests::Folder folder;
  std::filesystem::remove(folder.path() / "a.zip");  // to cut a file off would wait for the disk
  const auto file = folder.write("a.zip", bytes);
  try {
    const ZipReader zip(file, kKind);
    return zip.entries().empty() ? "no file" : zip.read(0);
  } catch (const InputError& error) {
    EXPECT_EQ(error.place(), file);
    return "refused: " + error.complaint().found;
  }
}

TEST(ZipReader, ReadsDeflatedFiles) {
  std::string expected;
  for (int i = 0; i < 40; ++i) {
    expected += "abc";
  }
  EXPECT_EQ(readFirst(deflated()), expected);
}

TEST(ZipReader, ReadsStoredFilesAndNamesThemAsTheyAre) {
  const tests::Folder folder;
  const ZipReader zip(folder.write("a.zip", stored()), kKind);
  ASSERT_EQ(zip.entries().size(), 2U);
  EXPECT_EQ(zip.entries()[0].name, "../../x");
  EXPECT_EQ(zip.read(0), "one");
  EXPECT_EQ(zip.entries()[1].name, "z64");
  EXPECT_EQ(zip.entries()[1].bytes, 3U);
  EXPECT_EQ(zip.read(1), "two");
}

TEST(ZipReader, RefusesDamage) {
  std::string bytes = stored();
  bytes[bytes.find("one")] = 'O';
  EXPECT_EQ(readFirst(bytes), "refused: found '../../x' damaged in the archive (CRC error)");
  EXPECT_EQ(readFirst(stored().substr(0, 60)).substr(0, 36), "refused: found no whole ZIP archive ");
  EXPECT_EQ(readFirst("no archive").substr(0, 36), "refused: found no whole ZIP archive ");
}

TEST(ZipReader, NeverEndsOtherwiseThanByARefusal) {
  for (const std::string& whole : {deflated(), stored()}) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const int change : {0xFF, 0x01, 0x80}) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ change);
        static_cast<void>(readFirst(bytes));
      }
      static_cast<void>(readFirst(whole.substr(0, at)));
    }
  }
}

TEST(ZipReader, RefusesBombsBeforeTheyAreUnpacked) {
  std::string bytes = deflated();
  const std::size_t size = bytes.find("PK\x01\x02") + 24;
  bytes[size + 3] = 0x10;  // 268,435,576 bytes out of 8
  EXPECT_EQ(readFirst(bytes), "refused: found 'a.txt' of 268435576 bytes packed into 8");
  bytes[size + 3] = 0;
  bytes[size + 1] = 0x10;  // 4,216 bytes: possible, above the limit
  EXPECT_EQ(readFirst(bytes), "refused: found an archive of more than 1000 bytes unpacked");
  bytes[size + 1] = 1;  // 376 bytes, where 120 come out
  EXPECT_EQ(readFirst(bytes).substr(0, 46), "refused: found 'a.txt' damaged in the archive ");
}

TEST(ZipReader, RefusesOtherMethodsAndNamesThatComeTwice) {
  std::string bytes = deflated();
  bytes[bytes.find("PK\x01\x02") + 10] = 12;
  EXPECT_EQ(readFirst(bytes),
            "refused: found 'a.txt' packed by method 12; stored and deflated files are read");
  const std::string twice = zipBytes({{"a", "1"}, {"b", "2"}});
  std::string same = twice;
  for (std::size_t at = same.find('b'); at != std::string::npos; at = same.find('b', at)) {
    same[at] = 'a';
  }
  EXPECT_EQ(readFirst(same), "refused: found 'a' twice in the archive");
}

TEST(ZipBytes, AreReadBackAndAlwaysTheSame) {
  const std::string large(100000, 'x');
  const std::vector<std::pair<std::string, std::string>> files = {
      {"b.npy", "two"}, {"a/é.npy", large.substr(0, 900)}, {"empty", ""}};
  const std::string bytes = zipBytes(files);
  EXPECT_EQ(zipBytes(files), bytes);
  const tests::Folder folder;
  const ZipReader zip(folder.write("a.zip", bytes), {"allowed: an archive", 10000});
  ASSERT_EQ(zip.entries().size(), 3U);
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(zip.entries()[i].name, files[i].first);
    EXPECT_EQ(zip.read(i), files[i].second);
  }
  EXPECT_TRUE(ZipReader(folder.write("none.zip", zipBytes({})), kKind).entries().empty());
}

// APPNOTE.TXT 4.3.12: the modification time and date lie 12 bytes behind a directory entry's signature.
TEST(ZipBytes, AreDatedTheFirstOfJanuary1980) {
  const std::string bytes = zipBytes({{"a", "1"}});
  const std::size_t entry = bytes.find("PK\x01\x02");
  ASSERT_NE(entry, std::string::npos);
  EXPECT_EQ(bytes.substr(entry + 12, 4), std::string("\0\0\x21\0", 4));
}

}  // namespace
}  // namespace ohmic::configs
