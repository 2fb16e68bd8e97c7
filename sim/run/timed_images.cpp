// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/timed_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "sim/chip/placement.h"
#include "sim/run/run.h"

namespace ohmic::sim {
namespace {

constexpr std::int64_t kDrawnImages = 8;  // in the timeline: a deep network's image takes some megabytes

void checkLogits(const ChipResult& timed, const std::vector<float>& functional, std::int64_t classes,
                 const ChipMoment& moment) {
  const auto row = static_cast<std::size_t>(classes);
  for (std::size_t i = 0; i * row < functional.size(); ++i) {
    if (timed.logits[i].size() != row ||
        std::memcmp(timed.logits[i].data(), &functional[i * row], row * sizeof(float)) != 0) {
      throw EngineMismatch(fmt::format(
          "the SystemC chip and the functional engine differ in the logits of image {} (seed {}, chip {})", i,
          moment.seed, moment.chip));
    }
  }
}

/// Both engines must have driven the same rows and saturated the same converters.
void checkCounts(const ChipResult& timed, const std::vector<LayerCounts>& functional,
                 const mapping::Plan& plan) {
  for (std::size_t l = 0; l < functional.size(); ++l) {
    if (functional[l].driveWork != timed.counts[l].driveWork ||
        functional[l].saturated != timed.counts[l].saturated) {
      throw EngineMismatch(fmt::format(
          "the SystemC chip and the functional engine counted layer '{}' differently", plan.layers[l].name));
    }
  }
}

/// What the chip observed must be the plan's closed form.
void checkEvents(const ChipResult& timed, const Deployment& deployment, const ChipModel& model,
                 std::int64_t images) {
  const auto planned = countEvents(deployment, model);
  for (std::size_t l = 0; l < planned.size(); ++l) {
    EventCounts expected;
    expected.add(planned[l], images);
    if (!(expected == timed.events[l])) {
      throw EngineMismatch(fmt::format("the SystemC chip's event counts of layer '{}' are not the plan's",
                                       deployment.plan.layers[l].name));
    }
  }
}

}  // namespace

ChipResult timeImages(const Deployment& deployment, Engine& engine, const ProgrammedChip& chip,
                      const ChipMoment& moment, const ChipModel& model, const models::Samples& samples,
                      const TimedStream& stream) {
  std::vector<std::vector<float>> pixels(static_cast<std::size_t>(stream.images),
                                         std::vector<float>(static_cast<std::size_t>(engine.pixels())));
  ChipJob job{
      deployment,      chip, moment, model, {}, {}, stream.timeline, std::min(stream.checked, kDrawnImages),
      stream.completed};
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    samples.image(static_cast<std::int64_t>(i), pixels[i].data());
    job.images.push_back(pixels[i].data());
    job.imageNumbers.push_back(static_cast<std::uint32_t>(i));
  }
  ChipResult timed = simulateChip(job);
  auto counts = engine.emptyCounts();
  std::vector<float> logits(static_cast<std::size_t>(stream.checked * engine.classes()));
  engine.run(chip, moment, samples, 0, stream.checked, logits.data(), counts);
  checkLogits(timed, logits, engine.classes(), moment);
  if (stream.checked == stream.images) {
    checkCounts(timed, counts, deployment.plan);
  }
  checkEvents(timed, deployment, model, stream.images);
  return timed;
}

TimedStream checkedStream(const Deployment& deployment, const ChipModel& model,
                          const models::Samples& samples, std::int64_t images) {
  const std::int64_t turns = placeArrays(deployment.plan, model.organisation).loads > 1 ? 2 : 0;
  TimedStream stream;
  stream.checked = std::min(std::max(images, turns * model.buffer.images), samples.count());
  stream.images = stream.checked;
  return stream;
}

}  // namespace ohmic::sim
