// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/guard.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <system_error>

#include "configs/reader/error.h"
#include "sim/record/unfinished.h"

namespace ohmic::sim {
namespace {

/// Opened for the other direction, so that reading or writing fails as it did while the stream was closed.
void replaceMissingStreams() noexcept {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF) {
      static_cast<void>(::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
    }
  }
}

/// One line, by nothing but a system call.
void writeLine(const char* first, const char* second) noexcept {
  for (const char* part : {"ohmic: ", first, second, "\n"}) {
    if (::write(STDERR_FILENO, part, std::strlen(part)) < 0) {
      return;
    }
  }
}

[[noreturn]] void leave(int code, const char* first, const char* second) noexcept {
  removeUnfinished();
  writeLine(first, second);
  ::_exit(code);
}

std::atomic<bool> hasLackedMemory{false};

/// Called where an allocation fails: notes it for onTerminate(), which does not see the exception where a
/// function of the standard library may throw none.
[[noreturn]] void onNoMemory() {
  hasLackedMemory = true;
  throw std::bad_alloc();
}

[[noreturn]] void onTerminate() noexcept {
  try {
    if (const auto thrown = std::current_exception()) {
      std::rethrow_exception(thrown);
    }
  } catch (const std::bad_alloc&) {
    leave(kMachineFailed, kOutOfMemory, "");
  } catch (const configs::MachineError& error) {
    leave(kMachineFailed, error.what(), "");
  } catch (const std::system_error& error) {
    leave(kMachineFailed, error.what(), "");
  } catch (const std::exception& error) {
    leave(kOurBug, "a bug in Ohmic: ", error.what());
  } catch (...) {
  }
  if (hasLackedMemory) {
    leave(kMachineFailed, kOutOfMemory, "");
  }
  leave(kOurBug, "a bug in Ohmic: it ended without a reason", "");
}

void onSignal(int number) {
  const int reason = errno;
  removeUnfinished();
  errno = reason;
  ::raise(number);  // its own effect, once this handler has returned: SA_RESETHAND
}

/// Not where the user has it ignored, as nohup does with HUP.
void handle(int number) noexcept {
  struct sigaction action {};
  if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) {
    action.sa_handler = onSignal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(number, &action, nullptr);
  }
}

}  // namespace

void guardProcess() noexcept {
  replaceMissingStreams();
  for (const int number : {SIGPIPE, SIGXFSZ}) {
    ::signal(number, SIG_IGN);
  }
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    handle(number);
  }
  std::set_new_handler(onNoMemory);
  std::set_terminate(onTerminate);
}

void say(std::string_view words) noexcept {
  static_cast<void>(std::fwrite(words.data(), 1, words.size(), stderr));
  static_cast<void>(std::fflush(stderr));
}

Output flushOutput() noexcept {
  const bool isFlushed = std::fflush(stdout) == 0;
  const int reason = errno;
  if (isFlushed && std::ferror(stdout) == 0) {
    return Output::written;
  }
  if (!isFlushed && reason == EPIPE) {
    return Output::readerGone;
  }
  writeLine("cannot write to stdout: ", isFlushed ? "some of it was lost" : std::strerror(reason));
  return Output::lost;
}

}  // namespace ohmic::sim
