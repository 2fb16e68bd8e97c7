// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/point_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <new>
#include <utility>

#include "configs/reader/error.h"
#include "sim/record/unfinished.h"

namespace ohmic::sim {
namespace {

constexpr std::streamoff kLastWords = 2000;  ///< characters kept
constexpr int kNotStarted = 127;
constexpr int kMachineFailed = 3;

constexpr int kFirstOfOthers = STDERR_FILENO + 1, kMostFiles = 1024;

/// Files of the parent, with the locks that it holds on them, are not the child's.
void closeOthers() {
  if (::close_range(kFirstOfOthers, ~0U, 0) != 0) {
    for (int file = kFirstOfOthers; file < kMostFiles; ++file) {  // a kernel before 5.9
      ::close(file);
    }
  }
}

/// In the child: why it cannot begin.
[[noreturn]] void giveUp(int* reason) noexcept {
  *reason = errno;
  ::_exit(kNotStarted);
}

/// In the child: limits, streams, work. @param reason  set to errno where it cannot begin.
[[noreturn]] void become(const std::function<int()>& work, const char* messages, rlim_t memory, pid_t parent,
                         int* reason) noexcept {
  for (const int number : kEndingSignals) {
    ::signal(number, SIG_DFL);
  }
  forgetUnfinished();  // what the parent would remove is not ours to remove
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) {
    ::_exit(kNotStarted);
  }
  closeOthers();
  const rlimit limit{memory, memory}, noCore{0, 0};
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they map terabytes of addresses
  ::setrlimit(RLIMIT_AS, &limit);
#endif
  ::setrlimit(RLIMIT_CORE, &noCore);
  const int nothing = ::open("/dev/null", O_RDWR);
  const int said = nothing < 0 ? -1 : ::open(messages, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0644);
  if (said < 0) {
    giveUp(reason);
  }
  ::flock(said, LOCK_EX | LOCK_NB);
  if (::dup2(nothing, 0) < 0 || ::dup2(nothing, 1) < 0 || ::dup2(said, 2) < 0) {
    giveUp(reason);
  }
  ::_exit(work());
}

/// A number that a process and its children share.
std::unique_ptr<int, SharedNumber> shareNumber() {
  void* const room = ::mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED) {
    throw configs::MachineError(fmt::format("cannot start a process: {}", std::strerror(errno)));
  }
  return std::unique_ptr<int, SharedNumber>(new (room) int(0));
}

/// The end of a file.
std::string tailOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in) {
    return {};
  }
  const std::streamoff size = in.tellg();
  const std::streamoff from = size > kLastWords ? size - kLastWords : 0;
  std::string text(static_cast<std::size_t>(size - from), '\0');
  in.seekg(from);
  in.read(text.data(), size - from);
  while (!text.empty() && text.back() == '\n') {
    text.pop_back();
  }
  return text;
}

}  // namespace

void SharedNumber::operator()(int* number) const noexcept { ::munmap(number, sizeof(int)); }

PointProcess::PointProcess(const std::function<int()>& work, std::filesystem::path messages,
                           const PointLimits& limits, double now)
    : messages_(std::move(messages)), limits_(limits), start_(now), reason_(shareNumber()) {
  std::fflush(nullptr);  // else the child would write it too
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ == 0) {
    become(work, messages_.c_str(), static_cast<rlim_t>(limits.memory_bytes), parent, reason_.get());
  }
  if (process_ < 0) {
    throw configs::MachineError(fmt::format("cannot start a process: {}", std::strerror(errno)));
  }
}

PointProcess::~PointProcess() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
}

std::optional<PointEnd> PointProcess::poll(double now) {
  if (now - start_ > limits_.time_s && !isOverdue_) {
    isOverdue_ = true;
    ::kill(process_, SIGKILL);
  }
  int status = 0;
  if (::waitpid(process_, &status, WNOHANG) == 0) {
    return std::nullopt;
  }
  process_ = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNotStarted) {
    throw configs::MachineError(fmt::format("cannot start a process for a point: {}: {}", messages_.string(),
                                            std::strerror(*reason_)));
  }
  PointEnd end = describe(status);
  std::error_code ignored;
  std::filesystem::remove(messages_, ignored);
  return end;
}

PointEnd PointProcess::describe(int status) const {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    return {true, {}, {}, false};
  }
  std::string reason;
  if (isOverdue_) {
    reason = fmt::format("longer than {:g} s", limits_.time_s);
  } else if (WIFSIGNALED(status)) {
    reason = fmt::format("signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
  } else {
    reason = fmt::format("exit code {}", WEXITSTATUS(status));
  }
  return {false, std::move(reason), tailOf(messages_),
          WIFEXITED(status) && WEXITSTATUS(status) == kMachineFailed};
}

}  // namespace ohmic::sim
