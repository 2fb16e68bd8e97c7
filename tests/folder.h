// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace ohmic::tests {

/// A folder of the running test, empty at first and gone with this.
class Folder {
 public:
  Folder() : path_(make()) {}
  ~Folder() {
    std::error_code ignored;  // a process of the test may still be ending
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Writes a file, and the folders above it, and returns its path.
  std::filesystem::path write(const std::filesystem::path& name, const std::string& bytes) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

 private:
  static std::string make() {
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string("ohmic-") + test->test_suite_name() + "-" + test->name() + "-XXXXXX";
    std::replace(name.begin(), name.end(), '/', '-');  // of a test with parameters
    std::string path = std::filesystem::temp_directory_path() / name;
    if (::mkdtemp(path.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), path);
    }
    return path;
  }

  std::filesystem::path path_;
};

/// A test with a folder of its own.
class TestInFolder : public ::testing::Test {
 protected:
  std::filesystem::path write(const std::filesystem::path& name, const std::string& bytes) const {
    return scratch_.write(name, bytes);
  }

 private:
  const Folder scratch_;

 protected:
  const std::filesystem::path& folder_ = scratch_.path();
};

}  // namespace ohmic::tests
