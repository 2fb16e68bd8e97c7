// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// libFuzzer's side: FUZZ_TARGET in the environment names the kind of file. README.md tells how it is run.

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "configs/reader/error.h"
#include "tests/fuzz/targets.h"
#include "tests/places.h"

namespace {

namespace fs = std::filesystem;

const ohmic::tests::FuzzTarget& chosen() {
  const char* const wanted = std::getenv("FUZZ_TARGET");
  for (const auto* targets : {&ohmic::tests::dataTargets(), &ohmic::tests::runTargets()}) {
    for (const auto& target : *targets) {
      if (wanted != nullptr && std::string(wanted) == target.name) {
        return target;
      }
    }
  }
  std::fprintf(stderr, "FUZZ_TARGET names no folder of tests/fuzz/corpus\n");
  std::exit(2);
}

/// The one input file, in a folder beside links to those of the corpus: `../onnx/right.onnx` leads on as it
/// does there.
class Scratch {
 public:
  explicit Scratch(const std::string& kind) {
    std::string made = fs::temp_directory_path() / "ohmic-fuzz-XXXXXX";
    if (::mkdtemp(made.data()) == nullptr) {
      std::abort();
    }
    folder_ = made;
    for (const auto& entry :
         fs::directory_iterator(fs::path(ohmic::tests::sourceFolder()) / "tests/fuzz/corpus")) {
      if (entry.path().filename() != kind) {
        fs::create_directory_symlink(entry.path(), folder_ / entry.path().filename());
      }
    }
    fs::create_directory(folder_ / kind);
    file_ = folder_ / kind / "input";
    descriptor_ = ::open(file_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const fs::path& write(const unsigned char* data, std::size_t size) const {
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0 ||
        ::pwrite(descriptor_, data, size, 0) != static_cast<ssize_t>(size)) {
      std::abort();
    }
    return file_;
  }

 private:
  fs::path folder_, file_;
  int descriptor_ = -1;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const auto& target = chosen();
  static const Scratch scratch(target.name);
  try {
    target.read(scratch.write(data, size));
  } catch (const ohmic::configs::InputError&) {
  }
  return 0;
}
