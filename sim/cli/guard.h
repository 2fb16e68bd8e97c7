// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "configs/files/escape.h"

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

/// Words on stderr, each line as configs::terminalText() shows it, tabs as they are. What cannot be said is
/// dropped: words never decide over results.
void say(std::string_view words) noexcept;

/// The state of work on a terminal: as it is, with what moves the cursor.
void sayRaw(std::string_view words) noexcept;

/// Text on stdout, line by line in the same way.
void showText(std::string_view text);

/// A value as show() formats it: texts are data (paths, names, values) and stay on one line; literals are
/// ours.
template <class Value>
decltype(auto) asShown(const Value& value) {
  if constexpr (std::is_same_v<Value, std::string> || std::is_same_v<Value, std::string_view>) {
    return configs::terminalText(value);
  } else {
    return (value);
  }
}

/// showText() of a format. Text of several lines goes to showText() itself.
template <class... Values>
void show(fmt::string_view format, const Values&... values) {
  showText(fmt::format(fmt::runtime(format), asShown(values)...));
}

/// What became of the text that was printed on stdout.
enum class Output {
  written,
  readerGone,  ///< a pipe whose reader has closed it, as `head` does: it has what it wants
  lost         ///< a full disk, a closed stream
};

/// Writes out what stdout holds back; says in one line that text was lost.
[[nodiscard]] Output flushOutput() noexcept;

}  // namespace ohmic::sim
