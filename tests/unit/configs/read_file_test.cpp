// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/read_file.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "configs/reader/error.h"
#include "tests/folder.h"

namespace ohmic::configs {
namespace {

constexpr FileKind kKind{"allowed: a small file", 10, "write one"};

/// What is said of a file that is not read.
std::string complaintAbout(const std::filesystem::path& file) {
  try {
    static_cast<void>(readFile(file, kKind));
  } catch (const InputError& error) {
    return error.complaint().found + "|" + error.complaint().allowed + "|" + error.complaint().remedy;
  }
  return "read";
}

TEST(ReadFile, GivesTheBytes) {
  const tests::Folder folder;
  const std::string bytes("a\0\r\nz\xFF", 6);
  EXPECT_EQ(readFile(folder.write("f", bytes), kKind), bytes);
  EXPECT_EQ(readFile(folder.write("empty", ""), kKind), "");
  EXPECT_EQ(requireFile(folder.write("full", "0123456789"), kKind), 10U);
  EXPECT_EQ(readFile(folder.path() / "full", kKind), "0123456789");
}

TEST(ReadFile, FollowsLinksToFiles) {
  const tests::Folder folder;
  std::filesystem::create_symlink(folder.write("f", "abc"), folder.path() / "link");
  EXPECT_EQ(readFile(folder.path() / "link", kKind), "abc");
}

TEST(ReadFile, ReadsFilesThatStateNoSize) {
  EXPECT_NE(readFile("/proc/self/status", {"allowed: any", 1 << 20}).find("Name:"), std::string::npos);
}

TEST(ReadFile, RefusesWhatIsNoFileAtOnce) {
  const tests::Folder folder;
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);  // opening it would wait for a writer
  EXPECT_EQ(complaintAbout(pipe), "found a pipe|allowed: a small file|write the content into a file first");
  std::filesystem::create_symlink(pipe, folder.path() / "link");
  EXPECT_EQ(complaintAbout(folder.path() / "link").substr(0, 12), "found a pipe");
  EXPECT_EQ(complaintAbout("/dev/zero").substr(0, 14), "found a device");
  EXPECT_EQ(complaintAbout(folder.path()), "found a folder|allowed: a small file|write one");
  EXPECT_EQ(complaintAbout(folder.path() / "none"), "found no such file|allowed: a small file|write one");
  EXPECT_EQ(complaintAbout("/dev/zero/f"), "found no such file|allowed: a small file|write one");

  const auto place = folder.path() / "s";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(place.string().size(), sizeof address.sun_path);
  std::strcpy(address.sun_path, place.c_str());
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(complaintAbout(place).substr(0, 14), "found a socket");
  ::close(listener);
}

TEST(ReadFile, RefusesWhatIsTooLarge) {
  const tests::Folder folder;
  EXPECT_EQ(complaintAbout(folder.write("f", "01234567890")),
            "found 11 bytes; at most 10 are read|allowed: a small file|");
  const auto sparse = folder.write("sparse", "");
  std::filesystem::resize_file(sparse, std::uintmax_t{1} << 40);  // a terabyte that takes no room
  EXPECT_EQ(complaintAbout(sparse).substr(0, 25), "found 1099511627776 bytes");
  EXPECT_EQ(complaintAbout("/proc/self/status"), "found more than 10 bytes|allowed: a small file|");
}

TEST(ReadFile, NamesTheFile) {
  try {
    static_cast<void>(readFile("/none/such", kKind));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), "/none/such: found no such file; allowed: a small file; write one");
  }
}

}  // namespace
}  // namespace ohmic::configs
