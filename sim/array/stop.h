// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <stdexcept>

namespace ohmic::sim {

/// Thrown where work ends because somebody asked it to.
class Stopped : public std::runtime_error {
 public:
  Stopped() : std::runtime_error("stopped") {}
};

/// Lets the work of this thread, and of the threads that forEachIndex() starts for it, be asked to stop: it
/// then ends with Stopped at the next image, array or time slice of the chip.
///
///     std::atomic<bool> isAsked{false};
///     std::thread worker([&] { const StopScope scope(&isAsked); executeRun(request, {}); });
///     isAsked = true;
class StopScope {
 public:
  /// @param isAsked  outlives the scope; null: nobody asks.
  explicit StopScope(const std::atomic<bool>* isAsked) noexcept;
  ~StopScope();
  StopScope(const StopScope&) = delete;
  StopScope& operator=(const StopScope&) = delete;

  /// Of this thread; null without a scope.
  [[nodiscard]] static const std::atomic<bool>* current() noexcept;

 private:
  const std::atomic<bool>* before_;
};

/// @throws Stopped if the scope of this thread was asked to.
void checkStop();

}  // namespace ohmic::sim
