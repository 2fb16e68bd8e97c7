// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// When write-verify is content with a cell.
struct Acceptance {
  enum class Relative { range, target };
  double band = 0.01;  ///< greatest deviation from the target, over g_max - g_min or over the target
  Relative relative = Relative::range;
  std::uint32_t mostPulses = 20;  ///< 1 to 65535; then a cell stays as it is
};

/// Write-verify around a law of one pulse: a cell is written, read and, while it is outside the band,
/// written again, each pulse leaving the law's error anew.
///
///     |g - t| <= band * (g_max - g_min), or band * t
///
/// A cell whose pulse hits with probability p takes (1 - (1 - p)^n) / p of at most n pulses in the mean, is
/// given up with probability (1 - p)^n, and is else distributed as the law within the band. The first pulse
/// is that of open-loop programming.
///
/// Source  program-and-verify as usual for PCM and ReRAM (Joshi 2020, Wan 2022, Falcone et al.: acceptance
///         0.2 % and 2 %).
/// Omits   noise of the verifying read, pulses that only approach the target, wear.
class VerifiedProgramming : public Programming {
 public:
  /// @param pulse  what one pulse leaves; not null.
  VerifiedProgramming(std::shared_ptr<const Programming> pulse, const Acceptance& acceptance,
                      const ConductanceRange& range)
      : pulse_(std::move(pulse)), acceptance_(acceptance), range_(range) {}

  void program(const CellBlock& cells, const RandomStream& stream, double* g) const override;
  void programCounted(const CellBlock& cells, const RandomStream& stream, double* g,
                      std::uint32_t* pulses) const override;
  [[nodiscard]] std::uint32_t mostPulses() const override { return acceptance_.mostPulses; }
  [[nodiscard]] bool isVerified() const override { return true; }
  [[nodiscard]] std::string describe() const override;

 private:
  [[nodiscard]] bool accepts(double g, double target) const;

  std::shared_ptr<const Programming> pulse_;
  Acceptance acceptance_;
  ConductanceRange range_;
};

}  // namespace ohmic::devices
