// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/study_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "configs/files/json.h"
#include "configs/files/json_value.h"
#include "configs/files/limits.h"
#include "configs/files/read_file.h"
#include "configs/reader/error.h"
#include "sim/record/made_folders.h"
#include "sim/record/output_file.h"
#include "sim/record/point_file.h"
#include "sim/record/temporary.h"

namespace ohmic::sim {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// All bytes of a file; none if it is none, is larger than what a run writes, or cannot be read.
std::string bytesOf(const fs::path& file, const configs::FileKind& kind) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) {
    return {};
  }
  try {
    return configs::readFile(file, kind);
  } catch (const configs::InputError&) {
    return {};
  }
}

/// Whether a name is an id: 32 hexadecimal digits.
bool isPointId(const std::string& name) {
  constexpr std::size_t kDigits = 32;
  return name.size() == kDigits && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// A lock that takes its file away with it.
class Claim {
 public:
  Claim(fs::path file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  ~Claim() {
    std::error_code ignored;
    fs::remove(file_, ignored);
  }

 private:
  fs::path file_;
  Descriptor descriptor_;
};

}  // namespace

fs::path StudyFolder::result(const std::string& id) const { return path_ / "points" / (id + ".json"); }

fs::path StudyFolder::failure(const std::string& id) const {
  return path_ / "points" / (id + ".failed.json");
}

fs::path StudyFolder::messages(const std::string& id) const { return path_ / "points" / (id + ".stderr"); }

bool StudyFolder::isDone(const std::string& id) const {
  if (done_.count(id) == 0 && isPointText(bytesOf(result(id), configs::kSummaryFile), id)) {
    done_.insert(id);
  }
  return done_.count(id) > 0;
}

bool StudyFolder::isFailed(const std::string& id) const {
  return !isDone(id) && isPointText(bytesOf(failure(id), configs::kFailedPointFile), id);
}

void StudyFolder::makePoints() const {
  const fs::path points = path_ / "points";
  makeOwnFolder(points);
  requireReadable();
  if (::faccessat(AT_FDCWD, points.c_str(), W_OK, AT_EACCESS) != 0) {
    failMachine(points, "write into this folder");
  }
  std::error_code ignored;
  if (fs::is_symlink(cache(), ignored)) {
    makeOwnFolder(cache());  // refuses it; any other file is as if it were absent
  }
}

void StudyFolder::requireReadable() const {
  const fs::path points = path_ / "points";
  if (::faccessat(AT_FDCWD, points.c_str(), R_OK | X_OK, AT_EACCESS) != 0 && errno != ENOENT) {
    failMachine(points, "read this folder");
  }
}

std::shared_ptr<void> StudyFolder::claim(const std::string& id) const {
  const fs::path file = path_ / "points" / (id + ".lock");
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    failMachine(file, "create");
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return nullptr;
  }
  return std::make_shared<Claim>(file, descriptor);
}

void StudyFolder::clear(const std::string& id) const {
  std::error_code ignored;
  fs::remove(failure(id), ignored);
  fs::remove(messages(id), ignored);
}

void StudyFolder::clearStale() const {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(path_ / "points", ignored)) {
    const fs::path& file = entry.path();
    const bool isPoints =
        isPointId(file.stem().string()) && fs::is_regular_file(entry.symlink_status(ignored));
    if (isPoints && (file.extension() == ".stderr" || file.extension() == ".lock")) {
      removeUnlocked(file);
    }
  }
  removeStale(path_ / "points");
  removeStale(cache());
  removeStale(path_);
}

void StudyFolder::take(const StudyFolder& other, const std::string& id) const {
  if (other.isDone(id)) {
    writeFile(result(id), configs::readFile(other.result(id), configs::kSummaryFile));
  } else if (other.isFailed(id)) {
    writeFile(failure(id), configs::readFile(other.failure(id), configs::kFailedPointFile));
  }
}

void StudyFolder::writeFailure(const std::string& id, const PointEnd& end) const {
  const json document = {{"reason", end.reason}, {"last_words", end.lastWords}, {"machine", end.isMachines}};
  writeFile(failure(id), pointText(id, configs::writeJson(document, -1)));
}

PointEnd StudyFolder::readFailure(const std::string& id) const {
  const configs::JsonDocument document(failure(id), configs::kFailedPointFile);
  const configs::JsonValue root = document.root();
  return {false, root.at("reason").text(), root.at("last_words").text(), root.at("machine").flag()};
}

StudyLock::StudyLock(const fs::path& file)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) {
    throw configs::MachineError(fmt::format("{}: cannot create: {}", file.string(), std::strerror(errno)));
  }
  // a point that a killed study was just starting holds its lock until the point's program begins
  constexpr int kTries = 100, kMilliseconds = 10;
  int tries = kTries;
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK && --tries > 0) {
    ::poll(nullptr, 0, kMilliseconds);
  }
  if (tries == 0) {
    ::close(descriptor_);
    throw configs::InputError({file.string(), "", "another process works on this part of the study",
                               "one process for each shard", "wait for it, or choose another --shard"});
  }
}

StudyLock::~StudyLock() { ::close(descriptor_); }

}  // namespace ohmic::sim
