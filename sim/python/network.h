// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/datasets/samples.h"
#include "sim/array/chip_moment.h"
#include "sim/array/layer_read.h"
#include "sim/array/programming/program.h"
#include "sim/engine/deployment.h"
#include "sim/engine/recalibrate.h"
#include "sim/python/loaded_run.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim::python {

/// Samples in memory, numbered from a first one: what a program of Python gives instead of a data set.
class ArraySamples : public models::Samples {
 public:
  /// @param values  count x elementCount(shape) floats
  ArraySamples(models::Shape shape, std::vector<float> values, std::int64_t first = 0);

  [[nodiscard]] std::int64_t count() const noexcept override { return first_ + own_; }
  [[nodiscard]] const models::Shape& shape() const noexcept override { return shape_; }
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept override { return classes_; }
  [[nodiscard]] int label(std::int64_t index) const override;
  void image(std::int64_t index, float* out) const override;
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept override { return files_; }

 private:
  models::Shape shape_;
  std::vector<float> values_;
  std::int64_t first_, own_ = 0, size_ = 0;
  std::vector<std::string> classes_;
  std::vector<std::filesystem::path> files_;
};

/// A network on its hardware, whose chips are programmed and whose layers are read one by one. Its weights
/// and input scales may change; then it is programmed again. For one thread; its own work runs on several.
class Network {
 public:
  /// Of a run.
  /// @param isCalibrated  also choose input scales and converter ranges; otherwise no layer can be read.
  Network(const LoadedRun& run, bool isCalibrated);

  /// One matrix on the hardware of a text with a `hardware` section.
  /// @param weights      {outputs, inputs}
  /// @param calibration  vectors {count, inputs} that choose input scale and converter ranges; or none
  /// @param inputRange   greatest magnitude of an input, if no vectors are given
  Network(models::Tensor weights, const std::string& hardware, const World& world,
          const std::vector<float>& calibration, double inputRange, bool nonNegative);

  [[nodiscard]] const Deployment& deployment() const { return deployment_; }
  [[nodiscard]] bool isCalibrated() const { return !deployment_.arithmetic.empty(); }
  [[nodiscard]] const std::vector<double>& readTimes() const { return readTimes_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  /// V at the greatest drive, if the hardware of a matrix says so.
  [[nodiscard]] std::optional<double> readVoltage() const { return readVoltage_; }

  /// Choose input scales and converter ranges anew, for the present weights, on the run's calibration images.
  /// @throws configs::InputError for a network of one matrix.
  void calibrate();
  /// Calibration of `ohmic calibrate` for the run that the network is of.
  /// @throws configs::InputError as a run refuses it: damaged, or made for another configuration, network or
  ///         data set.
  void loadCalibration(const LoadedRun& run, const std::string& file);
  [[nodiscard]] std::string calibrationText(const LoadedRun& run) const;

  /// Other weights for a layer, {outputs, ...}, as many, and its bias. The chip is forgotten.
  void setWeights(std::size_t layer, const float* weights, const float* bias);
  /// Activation of one input code. Converter ranges, which count codes, stay.
  void setInputScale(std::size_t layer, double scale);
  /// What calibration has chosen: an LSB for each slice, in fixed-point units; none with ideal converters.
  /// @throws configs::InputError if they do not fit the layer.
  void setConverterSteps(std::size_t layer, std::vector<std::int64_t> lsb);

  /// @param keepsWires  take what the last solution of the wires left of each cell, where there is one:
  ///                    WireShares; else solve them.
  void program(const ChipMoment& moment, bool keepsWires = false);
  /// Solve the wires at the next programming that would keep them.
  void forgetWires() { shares_ = {}; }
  /// @throws configs::InputError if nothing is programmed.
  [[nodiscard]] const ProgrammedChip& chip() const;
  [[nodiscard]] const ChipMoment& moment() const { return moment_; }
  /// What multiplies an activation, in the layout of the network's file, gain included.
  [[nodiscard]] models::Tensor weights(std::size_t layer) const;

  /// Outputs of a layer for several images, each with the bits that the engine gives.
  /// @param first   number of the first image, which fresh noise is counted by
  /// @param output  count x outputs of an image
  void read(std::size_t layer, std::int64_t first, std::int64_t count, const float* input, float* output);
  [[nodiscard]] std::int64_t inputSize(std::size_t layer) const;
  [[nodiscard]] std::int64_t outputSize(std::size_t layer) const;

  /// Logits of the functional engine for images numbered from @p first on. @param logits  count x classes
  void run(const models::Samples& samples, std::int64_t first, std::int64_t count, float* logits) const;

  /// Signals of a matrix's converters for one vector of codes, array by array, in the plain form.
  struct Conversion {
    std::size_t array = 0;
    int slice = 0, polarity = 0;
    int phase = 0;                          ///< one entry for each group of rows that is read at once
    std::vector<std::int64_t> sums, codes;  ///< of each column; sums in fixed-point units
    /// Of each line or subtracted pair, ampere for each volt of the greatest drive: g_min's share included,
    /// without fresh noise. With a drive in time, the mean over the greatest code's duration.
    std::vector<double> currents;
  };
  [[nodiscard]] std::vector<Conversion> convert(std::size_t layer, std::uint32_t vector,
                                                const std::int16_t* codes) const;

 private:
  void prepareReaders();

  Deployment deployment_;
  CalibrationImages images_;                      ///< of the calibration, kept for the recalibrator
  std::optional<NormRecalibrator> recalibrator_;  ///< of the present weights; none: made when it is wanted
  std::vector<double> readTimes_;
  std::uint64_t seed_ = 1;
  std::optional<double> readVoltage_;
  int threads_ = 1;
  ChipMoment moment_;
  WireShares shares_;
  std::optional<ProgrammedChip> chip_;
  std::vector<std::vector<std::unique_ptr<LayerReader>>> readers_;  ///< [thread][layer]
  std::vector<std::vector<LayerCounts>> counts_;                    ///< [thread][layer]
};

}  // namespace ohmic::sim::python
