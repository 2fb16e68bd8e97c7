// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/shared_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "configs/reader/distinct_text.h"
#include "sim/engine/calibrate.h"
#include "sim/run/build_id.h"
#include "sim/run/calibration_file.h"
#include "sim/run/classify.h"
#include "sim/run/what_counts.h"

namespace ohmic::sim {
namespace {

constexpr std::int64_t kMostLayerFloats = std::int64_t{1} << 24;  // 64 MiB

std::string bytesOf(const std::vector<float>& values) {
  std::string bytes(values.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

/// So many floats; none if there are others.
std::optional<std::vector<float>> floatsOf(const std::string& bytes, std::size_t count) {
  if (bytes.size() != count * sizeof(float)) {
    return std::nullopt;
  }
  std::vector<float> values(count);
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

template <class T>
void append(T value, std::string& bytes) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes.append(raw, sizeof value);
}

/// A layer's scale, how many LSBs it has, and these; eight bytes each.
std::string bytesOf(const std::vector<LayerCalibration>& layers) {
  std::string bytes;
  for (const auto& layer : layers) {
    append(layer.inputScale, bytes);
    append(static_cast<std::int64_t>(layer.lsb.size()), bytes);
    for (const std::int64_t lsb : layer.lsb) {
      append(lsb, bytes);
    }
  }
  return bytes;
}

/// Takes numbers from the front of a text.
class Words {
 public:
  explicit Words(const std::string& bytes) : bytes_(bytes) {}

  template <class T>
  [[nodiscard]] std::optional<T> next() {
    T value;
    if (bytes_.size() - at_ < sizeof value) {
      return std::nullopt;
    }
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  [[nodiscard]] bool isAtEnd() const { return at_ == bytes_.size(); }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

std::optional<LayerCalibration> nextLayer(const std::string& name, Words& words) {
  const auto scale = words.next<double>();
  const auto count = words.next<std::int64_t>();
  LayerCalibration layer{name, scale.value_or(0.0), {}};
  for (std::int64_t s = 0; s < count.value_or(0); ++s) {
    const auto lsb = words.next<std::int64_t>();
    if (!lsb) {
      return std::nullopt;
    }
    layer.lsb.push_back(*lsb);
  }
  return layer;
}

/// What bytesOf() wrote, if it is a calibration of these layers.
std::optional<std::vector<LayerCalibration>> calibrationFrom(const std::string& bytes,
                                                             const mapping::Plan& plan,
                                                             const std::vector<LayerHardware>& hardware) {
  Words words(bytes);
  std::vector<LayerCalibration> layers;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    auto layer = nextLayer(plan.layers[l].name, words);
    if (!layer || !faultOf(*layer, plan.layers[l], hardware[l]).empty()) {
      return std::nullopt;
    }
    layers.push_back(std::move(*layer));
  }
  return words.isAtEnd() ? std::make_optional(std::move(layers)) : std::nullopt;
}

/// The plan's layers.
std::string namesOf(const mapping::Plan& plan) {
  std::string text;
  for (const auto& layer : plan.layers) {
    text += configs::distinctText({layer.name});
  }
  return text;
}

}  // namespace

std::vector<float> SharedResults::outputs(const models::Graph& graph, const models::Samples& samples) const {
  const std::int64_t count = samples.count();
  if (cache_ == nullptr) {
    return outputsOf(graph, samples, 0, count, request_.threads);
  }
  const std::string name = cacheName("outputs", identity_.of(decidesOutputs).text());
  const std::int64_t each = models::elementCount(graph.values[graph.output].shape);
  if (const auto kept = cache_->find(name)) {
    if (auto values = floatsOf(*kept, static_cast<std::size_t>(count * each))) {
      return std::move(*values);
    }
  }
  std::vector<float> values = outputsOf(graph, samples, 0, count, request_.threads);
  cache_->keep(name, bytesOf(values));
  return values;
}

DigitalReference SharedResults::layerOutputs(const Deployment& deployment, const models::Samples& samples,
                                             std::int64_t images) const {
  const std::int64_t each = layerFloats(deployment), count = std::min(images, samples.count());
  if (cache_ == nullptr || each * count > kMostLayerFloats) {
    const auto network = std::make_shared<const DigitalLayers>(deployment);
    return [network](std::int64_t, const float* pixels, float* outputs) { network->run(pixels, outputs); };
  }
  const std::string name =
      cacheName("layers", configs::distinctText({identity_.of(decidesOutputs).text(), fmt::to_string(count),
                                                 namesOf(deployment.plan)}));
  std::optional<std::vector<float>> all;
  if (const auto kept = cache_->find(name)) {
    all = floatsOf(*kept, static_cast<std::size_t>(each * count));
  }
  if (!all) {
    all.emplace(static_cast<std::size_t>(each * count));
    const DigitalLayers network(deployment);
    std::vector<float> pixels(static_cast<std::size_t>(models::elementCount(samples.shape())));
    for (std::int64_t image = 0; image < count; ++image) {
      samples.image(image, pixels.data());
      network.run(pixels.data(), all->data() + image * each);
    }
    cache_->keep(name, bytesOf(*all));
  }
  const auto values = std::make_shared<const std::vector<float>>(std::move(*all));
  return [values, each](std::int64_t image, const float*, float* outputs) {
    std::copy_n(values->data() + image * each, each, outputs);
  };
}

Deployment SharedResults::deploy(models::Graph graph, mapping::Plan plan, std::vector<LayerHardware> hardware,
                                 const CalibrationImages& images) const {
  if (cache_ == nullptr) {
    return calibrate(std::move(graph), std::move(plan), std::move(hardware), *images.samples,
                     request_.threads);
  }
  const std::string name =
      cacheName("calibration",
                configs::distinctText({buildId(), calibrationInputs(identity_, images, plan, hardware)}));
  if (const auto kept = cache_->find(name)) {
    if (const auto layers = calibrationFrom(*kept, plan, hardware)) {
      return sim::deploy(std::move(graph), std::move(plan), std::move(hardware), *layers);
    }
  }
  Deployment deployment =
      calibrate(std::move(graph), std::move(plan), std::move(hardware), *images.samples, request_.threads);
  cache_->keep(name, bytesOf(calibrationOf(deployment)));
  return deployment;
}

}  // namespace ohmic::sim
