// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/costs/adc_cost.h"

namespace ohmic::devices {

/// Successive-approximation converter of NeuroSim with the column it reads: low-standby-power nodes, 300 K.
///
///     E = (b + 1) ns * ((a b + c0) uW + c exp(k log10(R')) W)                  R' = R * 0.5 V / V_read
///     A = 2 CPP H F^2 (478 + 182 (b - 1))         every transistor in an inverter's place of its node F
///
/// Source  NeuroSim V1.4, Inference_pytorch/NeuroSIM/SarADC.cpp (fits to Cadence simulations); cell pitch
///         CPP and height H from constant.h and formula.cpp. 8 bits, 22 nm, 100 kohm, 0.55 V: 85.261 fJ,
///         a tenth of what murmann_regression gives (0.847 pJ).
/// Valid   nodes of 130, 90, 65, 45, 32, 22, 14, 10, 7, 5, 3, 2 and 1 nm; 1 to 10 bits (the code states
///         no limit); up to one conversion in (b + 1) ns. The resistance of the column must be given.
/// Omits   leakage (the source has none), high-performance nodes, other temperatures.
class NeurosimSarAdcCost : public AdcCostModel {
 public:
  [[nodiscard]] std::string name() const override { return "neurosim_sar"; }
  [[nodiscard]] std::string refusal(const ConverterDemand& demand) const override;
  [[nodiscard]] ConverterCost cost(const ConverterDemand& demand) const override;
};

}  // namespace ohmic::devices
