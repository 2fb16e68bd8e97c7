// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace ohmic::sim {

constexpr int kMachineFailed = 3;  ///< exit code
constexpr int kOurBug = 70;        ///< exit code
constexpr int kReaderGone = 141;   ///< exit code: what a shell says of a program that SIGPIPE has ended

constexpr const char* kOutOfMemory = "out of memory; use fewer threads, images or chips";

/// Readies the process for a machine that fails, once, before any work:
/// - a missing stdin, stdout or stderr is replaced by one that fails, so that no file takes its number;
/// - a reader of stdout or stderr that goes away is an error of writing, and a file that grows too large one
/// too;
/// - INT, TERM and HUP remove what is unfinished, and end the process as they would have;
/// - what ends in std::terminate (an exception in a thread, an allocation where none may fail) says why in
/// one line, and
///   leaves with 3 where it was the machine, with 70 where it was us.
void guardProcess() noexcept;

/// Words on stderr. What cannot be said is dropped: words never decide over results.
void say(std::string_view words) noexcept;

/// What became of the text that was printed on stdout.
enum class Output {
  written,
  readerGone,  ///< a pipe whose reader has closed it, as `head` does: it has what it wants
  lost         ///< a full disk, a closed stream
};

/// Writes out what stdout holds back; says in one line that text was lost.
[[nodiscard]] Output flushOutput() noexcept;

}  // namespace ohmic::sim
