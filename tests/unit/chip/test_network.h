// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "devices/cells/cell.h"
#include "mapping/plan.h"
#include "models/datasets/samples.h"
#include "models/graph/graph.h"
#include "sim/array/programming/program.h"
#include "sim/chip/chip_model.h"
#include "sim/engine/deployment.h"

namespace ohmic::tests {

/// Random images, the same for the same index.
class RandomImages : public models::Samples {
 public:
  RandomImages(models::Shape shape, std::int64_t count) : shape_(std::move(shape)), count_(count) {}

  [[nodiscard]] std::int64_t count() const noexcept override { return count_; }
  [[nodiscard]] const models::Shape& shape() const noexcept override { return shape_; }
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept override { return classes_; }
  [[nodiscard]] int label(std::int64_t index) const override;
  void image(std::int64_t index, float* out) const override;
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept override { return files_; }

 private:
  models::Shape shape_;
  std::int64_t count_;
  std::vector<std::string> classes_ = {"a", "b"};
  std::vector<std::filesystem::path> files_;
};

/// Convolutions with a residual addition and a concatenation, both kinds of pooling, a constant factor, a
/// reshape, a linear layer and a softmax: row-wise and whole-image nodes, values with one and with two
/// readers.
[[nodiscard]] models::Graph residualNetwork(unsigned seed = 1);

/// One linear layer with random weights.
[[nodiscard]] models::Graph linearNetwork(int inputs, int outputs);

/// One 3x3 convolution with random weights.
[[nodiscard]] models::Graph convolutionNetwork(int channels, int outputs, int size);

/// A 3x3 convolution of two channels and three outputs for each group, random weights.
[[nodiscard]] models::Graph groupedNetwork(int groups, int size);

/// A Relu on the pixels, so that they are never negative, and one 1x1 convolution with random weights.
[[nodiscard]] models::Graph pointwiseNetwork(int channels, int outputs, int size);

/// A deployment, programmed, and images to run.
struct TestChip {
  sim::Deployment deployment;
  sim::ProgrammedChip chip;
  sim::ChipMoment moment;
  sim::ChipModel model;
  std::vector<std::vector<float>> pixels;

  [[nodiscard]] std::vector<const float*> images() const;
  [[nodiscard]] std::vector<std::uint32_t> numbers() const;
};

/// What a test chooses of the hardware.
struct TestHardware {
  mapping::MappingOptions mapping;
  devices::AdcFormat adc;
  devices::DacErrors dac;
  devices::NonLinearity iv;
  devices::WireResistance wires;
  bool noisy = false;      ///< programming errors and fresh read noise
  bool verified = false;   ///< programming errors, written again where they are large
  bool telegraph = false;  ///< fresh read noise is random telegraph noise
  bool faulty = false;     ///< stuck cells, rows and columns, and factors of dies and arrays
  int replicas = 1;        ///< of every layer
};

[[nodiscard]] TestChip makeChip(models::Graph graph, const TestHardware& hardware, int images);

}  // namespace ohmic::tests
