// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ohmic::sim {

/// What a run spends its time on.
enum class Stage : std::uint8_t {
  input,        ///< files of the network and of the data set
  calibration,  ///< ranges of inputs and converters
  reference,    ///< the digital network in float
  chip,         ///< the first chip examined: layer errors, images through the SystemC modules
  programming,  ///< cells, wires apart
  wires,        ///< effective conductances
  gather,       ///< quantising inputs, packing what drives the rows, counting their work
  product,      ///< sums of the columns
  noise,        ///< variances and draws at conversions
  convert,      ///< converters, shift and add
  store,        ///< dequantising
  digital,      ///< nodes of the network that are not on arrays
  other,
};
inline constexpr std::size_t kStages = static_cast<std::size_t>(Stage::other) + 1;

/// Counts the time of the thread that made it, each moment to one stage: the innermost StageScope's.
class StageClock {
 public:
  StageClock();
  ~StageClock();
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

  /// Seconds of each stage so far. @param age  of the clock, seconds, by another clock: what they add up to.
  [[nodiscard]] std::array<double, kStages> seconds(double age);

 private:
  friend class StageScope;

  /// The processor's counter of even ticks.
  static std::uint64_t tick() noexcept {
    std::uint64_t ticks = 0;
#if defined(__x86_64__)
    ticks = __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    asm volatile("mrs %0, cntvct_el0" : "=r"(ticks));
#endif
    return ticks;
  }

  Stage enter(Stage stage) noexcept {
    const std::uint64_t now = tick();
    ticks_[static_cast<std::size_t>(current_)] += now - since_;
    since_ = now;
    const Stage before = current_;
    current_ = stage;
    return before;
  }

  static thread_local StageClock* running;

  std::array<std::uint64_t, kStages> ticks_{};
  Stage current_ = Stage::other;
  bool isClosed_ = false;
  std::uint64_t first_, since_;
};

/// Counts its lifetime to a stage, if the thread has a clock.
class StageScope {
 public:
  enum class Within { open, closed };  ///< closed: scopes within count nothing of their own

  explicit StageScope(Stage stage, Within within = Within::open) noexcept
      : clock_(StageClock::running != nullptr && !StageClock::running->isClosed_ ? StageClock::running
                                                                                 : nullptr) {
    if (clock_ != nullptr) {
      before_ = clock_->enter(stage);
      clock_->isClosed_ = within == Within::closed;
    }
  }
  ~StageScope() {
    if (clock_ != nullptr) {
      clock_->enter(before_);
      clock_->isClosed_ = false;
    }
  }
  StageScope(const StageScope&) = delete;
  StageScope& operator=(const StageScope&) = delete;

 private:
  StageClock* clock_;
  Stage before_ = Stage::other;
};

}  // namespace ohmic::sim
