// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/guard.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>
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

/// Lines as a terminal may show them; tabs are layout.
std::string lineByLine(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
    shown += configs::terminalText(text.substr(0, end));
    if (end < text.size()) {
      shown += text[end];
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
}

}  // namespace

void guardProcess() noexcept {
  replaceMissingStreams();
  for (const int number : {SIGPIPE, SIGXFSZ}) {
    ::signal(number, SIG_IGN);
  }
  for (const int number : kEndingSignals) {
    handle(number);
  }
  std::set_new_handler(onNoMemory);
  std::set_terminate(onTerminate);
}

void say(std::string_view words) noexcept {
  try {
    sayRaw(lineByLine(words));
  } catch (const std::exception&) {
    // no memory for words
  }
}

void showText(std::string_view text) {
  const std::string shown = lineByLine(text);
  static_cast<void>(std::fwrite(shown.data(), 1, shown.size(), stdout));
}

void sayRaw(std::string_view words) noexcept {
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
