// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace ohmic::devices {

/// What one converter costs.
struct ConverterCost {
  double energy_J = 0.0;  ///< of one conversion, leakage included
  double area_m2 = 0.0;   ///< of one converter
};

/// What is asked of a converter.
struct ConverterDemand {
  int bits = 8;
  double rate_Hz = 1e9;               ///< conversions per second of one converter
  double node_m = 32e-9;              ///< technology node
  double columnResistance_ohm = 0.0;  ///< of the column under read; 0 where it is not stated
  double readVoltage_V = 0.0;         ///< at that column
};

/// Energy and area of analog-to-digital converters by one published source. Models are never mixed silently:
/// a demand outside a model's coverage is refused.
class AdcCostModel {
 public:
  virtual ~AdcCostModel() = default;

  [[nodiscard]] virtual std::string name() const = 0;
  /// Empty if the model covers the demand, else what it covers: "8 bits at 32 nm".
  [[nodiscard]] virtual std::string refusal(const ConverterDemand& demand) const = 0;
  /// @pre refusal(demand).empty()
  [[nodiscard]] virtual ConverterCost cost(const ConverterDemand& demand) const = 0;
};

/// ISAAC's converter: 2 mW, 1200 um2, 8 bits, 32 nm.
///
///     E = 2 mW / f                          f = rate, at least 1.2 GS/s
///
/// Source  Shafiee et al., ISCA 2016, corrected Table I (8 ADCs of an IMA: 16 mW, 0.0096 mm2). The table says
///         1.2 GS/s (1.6667 pJ), the text 1.28 GS/s (1.5625 pJ), which 128 columns in 100 ns need.
/// Valid   up to 1.28 GS/s; a slower rate than 1.2 GS/s costs the same energy per conversion.
/// Omits   other bits and nodes.
class IsaacAdcCost : public AdcCostModel {
 public:
  [[nodiscard]] std::string name() const override { return "isaac_2016"; }
  [[nodiscard]] std::string refusal(const ConverterDemand& demand) const override;
  [[nodiscard]] ConverterCost cost(const ConverterDemand& demand) const override;
};

/// PUMA's converter: 2 mW (0.2 mW of it leakage), 1200 um2, 8 bits, 32 nm, 128 columns 16 times in 2,304 ns.
///
///     E = 2 mW * 2304 ns / (16 * 128)                                    2.25 pJ, leakage included
///
/// Source  PUMA's simulator, include/constants.py; Ankit et al., ASPLOS 2019 (16 bits in 2,304 ns).
/// Valid   8 bits, 32 nm, up to 1 GS/s.
class PumaAdcCost : public AdcCostModel {
 public:
  [[nodiscard]] std::string name() const override { return "puma_2019"; }
  [[nodiscard]] std::string refusal(const ConverterDemand& demand) const override;
  [[nodiscard]] ConverterCost cost(const ConverterDemand& demand) const override;
};

/// Per-action table of ISAAC-like converters of 4 to 10 bits at 32 nm.
///
///     | bits | 4    | 5    | 6    | 7    | 8    | 9    | 10   |
///     |------|------|------|------|------|------|------|------|
///     | pJ   | 0.79 | 0.99 | 1.20 | 1.42 | 1.67 | 1.97 | 2.38 |
///     | um2  | 361  | 477  | 627  | 845  | 1200 | 1828 | 3002 |
///
/// Source  hwcomponents (CiMLoop), isaac.py.
class HwcomponentsIsaacAdcCost : public AdcCostModel {
 public:
  [[nodiscard]] std::string name() const override { return "hwcomponents_isaac"; }
  [[nodiscard]] std::string refusal(const ConverterDemand& demand) const override;
  [[nodiscard]] ConverterCost cost(const ConverterDemand& demand) const override;
};

/// Regression over Murmann's ADC survey.
///
///     SNDR = 20 log10(2) b + 10 log10(1.5)                                                  dB
///     FOM  = min(213.7806687 - 2.8719030399 ln f, cap[ceil b])    cap[4] = 141.18887478, +3.22051152 a bit
///     E    = 1/2 10^((SNDR - FOM)/10) exp(26.0496215686518 + 1.8800369206815 ln n
///            - 2.8291256050594527 ln b - 1.4702022133784405)                            pJ, node n in nm
///     A    = exp(1.3461916439910742 + 0.9932794744745 ln n + 0.180715384245 ln f
///            + 0.299124261927 ln E)                                                    um2
///
/// Source  ADC plug-in of Accelergy: Andrulis et al., arXiv:2404.06553, adc_data/model.yaml.
/// Valid   4 bits and more (12 is the most tried here), 1 kHz to 10 GHz. 8 bits, 1 GS/s and 32 nm take
///         1.7137 pJ and 5972 um2.
class MurmannAdcCost : public AdcCostModel {
 public:
  [[nodiscard]] std::string name() const override { return "murmann_regression"; }
  [[nodiscard]] std::string refusal(const ConverterDemand& demand) const override;
  [[nodiscard]] ConverterCost cost(const ConverterDemand& demand) const override;
};

/// ZigZag's analog in-memory converter at 28 nm and 0.9 V.
///
///     E = (100 b + 0.001 * 4^b) fF V^2          A = 10^(-0.0369 b + 1.206) 2^b um2
///
/// Source  ZigZag-IMC, imc_array.py.
/// Valid   28 nm, 1 to 12 bits. 8 bits: 0.7011 pJ, 2085 um2.
class Zigzag28AdcCost : public AdcCostModel {
 public:
  [[nodiscard]] std::string name() const override { return "zigzag_28nm"; }
  [[nodiscard]] std::string refusal(const ConverterDemand& demand) const override;
  [[nodiscard]] ConverterCost cost(const ConverterDemand& demand) const override;
};

/// NeuRRAM's neuron as a converter: charge is decremented step by step, a bit each.
///
///     E = 0.4 pJ b          A = 1270 um2            (the whole neuron: its amplifier samples and integrates)
///
/// Source  Wan et al., Nature 2022, as CiMLoop (wan_nature_2022) and hwcomponents (neurram.py) state it: a
///         step with its shift-and-add.
/// Valid   130 nm, 1.8 V, 1 to 12 bits, a step in 0.3 us at least.
class NeurramAdcCost : public AdcCostModel {
 public:
  [[nodiscard]] std::string name() const override { return "neurram_2022"; }
  [[nodiscard]] std::string refusal(const ConverterDemand& demand) const override;
  [[nodiscard]] ConverterCost cost(const ConverterDemand& demand) const override;
};

[[nodiscard]] const std::vector<std::unique_ptr<AdcCostModel>>& adcCostModels();

[[nodiscard]] std::vector<std::string> adcCostModelNames();

/// The named model. @throws std::out_of_range for an unknown name (a reader checks names).
[[nodiscard]] const AdcCostModel& adcCostModel(const std::string& name);

/// Names of the models that cover a demand.
[[nodiscard]] std::vector<std::string> modelsCovering(const ConverterDemand& demand);

}  // namespace ohmic::devices
