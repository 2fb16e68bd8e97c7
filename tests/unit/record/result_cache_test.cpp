// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/result_cache.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "tests/folder.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

class ResultCacheTest : public tests::TestInFolder {
 protected:
  [[nodiscard]] std::string readEntry(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }
};

TEST_F(ResultCacheTest, GivesBackWhatItWasGivenUnderItsNameOnly) {
  const ResultCache cache(folder_ / "made");
  const std::string content("a\0b\n\xff", 5), name = cacheName("outputs", "one");
  EXPECT_EQ(cache.find(name), std::nullopt);
  cache.keep(name, content);
  EXPECT_EQ(cache.find(name), content);
  EXPECT_EQ(cache.find(cacheName("outputs", "two")), std::nullopt);
  EXPECT_EQ(cache.find(cacheName("layers", "one")), std::nullopt);
  cache.keep(cacheName("layers", "one"), "");
  EXPECT_EQ(cache.find(cacheName("layers", "one")), "");
}

TEST_F(ResultCacheTest, BelievesNoFileThatAnyByteOfIsAnother) {
  const ResultCache cache(folder_);
  const std::string name = cacheName("outputs", "x");
  cache.keep(name, "content");
  const std::string whole = readEntry(name);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write(name, damaged);
    EXPECT_EQ(cache.find(name), std::nullopt) << at;
    write(name, whole.substr(0, at));
    EXPECT_EQ(cache.find(name), std::nullopt) << "cut at " << at;
  }
  write(name, whole + "x");
  EXPECT_EQ(cache.find(name), std::nullopt);
  cache.keep(name, "content");
  EXPECT_EQ(readEntry(name), whole) << "written again";
  const std::string other = cacheName("outputs", "y");
  fs::copy_file(folder_ / name, folder_ / other);
  EXPECT_EQ(cache.find(other), std::nullopt) << "the file of another entry";
}

// What is used stays; else a flood of entries that are used once would drive it out.
TEST_F(ResultCacheTest, AnEntryThatIsUsedStays) {
  const ResultCache cache(folder_, 4000);
  const std::string used = cacheName("outputs", "used"), content(800, 'c');
  const auto age = [&](const std::string& name, int hours) {
    fs::last_write_time(folder_ / name, fs::file_time_type::clock::now() - std::chrono::hours(hours));
  };
  cache.keep(used, content);
  for (int e = 0; e < 12; ++e) {
    age(used, 2);  // older than all others but for its use
    EXPECT_EQ(cache.find(used), content) << e;
    const std::string name = cacheName("wires", std::to_string(e));
    cache.keep(name, content);
    age(name, 1);
  }
  EXPECT_EQ(files().size(), 4U);
}

// Room is made for many small entries at once, and never too little of it.
TEST_F(ResultCacheTest, SmallEntriesStayWithinTheBound) {
  constexpr std::uintmax_t kMost = 64000;
  const ResultCache cache(folder_, kMost), other(folder_, kMost);
  for (int e = 0; e < 600; ++e) {
    (e % 3 == 0 ? other : cache).keep(cacheName("wires", std::to_string(e)), std::string(200, 'c'));
    if (e % 50 == 49) {
      std::uintmax_t all = 0;
      for (const auto& name : files()) {
        all += fs::file_size(folder_ / name);
      }
      EXPECT_LE(all, kMost + kMost / 32) << e;  // a second process has the room that it made
      EXPECT_GE(all, e < 250 ? 0 : kMost - 3 * kMost / 32) << e;
    }
  }
}

TEST_F(ResultCacheTest, TheOldestEntriesMakeRoomAndNothingElse) {
  const ResultCache cache(folder_, 4000);
  write("mine.txt", std::string(5000, 'm'));
  const std::string named = "outputs-0123456789abcdef0123456789abcdef";  // as an entry, and is none
  write(named, std::string(5000, 'n'));
  write(".ohmic-0123456789abcdef.tmp", std::string(5000, 't'));
  const std::string content(800, 'c');
  std::set<std::string> expected = {"mine.txt", named, ".ohmic-0123456789abcdef.tmp"};
  for (int e = 0; e < 7; ++e) {
    const std::string name = cacheName("outputs", std::to_string(e));
    cache.keep(name, content);
    ASSERT_EQ(cache.find(name), content);
    fs::last_write_time(folder_ / name, fs::file_time_type::clock::now() - std::chrono::hours(10 - e));
    if (e >= 3) {  // four of 800 bytes and their heads fit
      expected.insert(name);
    }
  }
  expected.erase(".ohmic-0123456789abcdef.tmp");  // nobody had it locked: a killed process left it
  EXPECT_EQ(files(), expected);
  const std::string big = cacheName("outputs", "big");
  EXPECT_FALSE(cache.keeps(1001));
  cache.keep(big, std::string(1001, 'b'));
  EXPECT_EQ(files(), expected);
}

TEST_F(ResultCacheTest, AFolderThatCannotBeWrittenKeepsNothingAndRefusesNothing) {
  write("file", "no folder");
  const ResultCache cache(folder_ / "file" / "cache");
  const std::string name = cacheName("outputs", "x");
  cache.keep(name, "content");
  EXPECT_EQ(cache.find(name), std::nullopt);
  fs::create_directories(folder_ / "taken" / name);  // a folder has the entry's name
  const ResultCache taken(folder_ / "taken");
  taken.keep(name, "content");
  EXPECT_EQ(taken.find(name), std::nullopt);
  EXPECT_EQ(files().size(), 2U);
}

}  // namespace
}  // namespace ohmic::sim
