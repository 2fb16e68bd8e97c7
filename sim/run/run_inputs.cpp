// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run_inputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "configs/reader/error.h"
#include "models/datasets/imagenet_wnids.h"
#include "models/datasets/open_samples.h"
#include "models/graph/decision.h"
#include "models/graph/input_sign.h"
#include "models/graph/refusal.h"
#include "models/onnx/import.h"

namespace ohmic::sim {
namespace {

[[noreturn]] void refuseModel(std::string found, std::string allowed, std::string remedy) {
  throw configs::InputError({"", "network.model", std::move(found), std::move(allowed), std::move(remedy)});
}

/// The logits of a network that classifies.
std::int64_t logitsOf(const models::Graph& graph) {
  const auto& output = graph.values[graph.output];
  if (!models::isVector(output.shape)) {
    refuseModel(fmt::format("the output {} of {} for each image, which is no vector of classes",
                            models::inQuotes(output.name), models::describe(output.shape)),
                "one logit for each class",
                "set network.output to the tensor or node that gives the logits (`ohmic inspect`)");
  }
  return models::elementCount(output.shape);
}

bool areWnids(const std::vector<std::string>& names) {
  const auto known = models::imagenetWnids();
  const std::set<std::string> wnids(known.begin(), known.end());
  return std::all_of(names.begin(), names.end(), [&](const auto& name) { return wnids.count(name) > 0; });
}

/// Classes that are fewer than the logits: explained where the first logits may be meant, refused where they
/// cannot.
void checkFewer(const models::Samples& samples, std::int64_t logits, const RunRequest& request,
                std::vector<std::string>& notes) {
  constexpr std::int64_t kImageNet = 1000;
  const models::DatasetChoice& dataset = request.dataset;
  const auto classes = static_cast<std::int64_t>(samples.classes().size());
  const bool isGiven = !dataset.labels.empty() || dataset.name == "npz" || dataset.name == "csv";
  if (isGiven || logits <= classes || logits == 1) {
    return;
  }
  const auto& names = samples.classes();
  const std::string shown =
      fmt::format("{}{}", fmt::join(names.begin(), names.begin() + std::min<std::int64_t>(classes, 3), ", "),
                  classes > 3 ? ", ..." : "");
  if (dataset.name == "folder" && logits == kImageNet) {
    throw configs::InputError(
        {"", "dataset.labels",
         fmt::format("{} folders ({}) for a network of {} logits, whose first {} they cannot be", classes,
                     shown, logits, classes),
         "a class for each folder",
         areWnids(names)
             ? "set dataset.labels: imagenet, the folders are named by ImageNet's ids"
             : "set dataset.labels: { NAME: CLASS, ... }, or a CSV file of folder,class (classes from 0)"});
  }
  notes.push_back(fmt::format(
      "the data set has {} classes ({}), the network {} logits: the classes are its logits 0 to {}{}",
      classes, shown, logits, classes - 1, dataset.name == "folder" ? "; dataset.labels gives others" : ""));
}

/// An autoencoder gives its input back, and the samples are normal (0) or not (1).
void checkReconstruction(const models::Graph& graph, const models::Samples& samples) {
  const auto given = models::elementCount(graph.values[graph.output].shape);
  const auto taken = models::elementCount(graph.values[graph.input].shape);
  if (given != taken) {
    throw configs::InputError(
        {"", "network.metric",
         fmt::format("auc_reconstruction for a network that makes {} numbers of {}", given, taken),
         "a network that gives its input back", "use network.metric: top1"});
  }
  std::set<int> labels;
  for (std::int64_t i = 0; i < samples.count(); ++i) {
    labels.insert(samples.label(i));
  }
  if (labels != std::set<int>{0, 1}) {
    throw configs::InputError(
        {"", "network.metric", fmt::format("auc_reconstruction with labels {}", fmt::join(labels, ", ")),
         "labels 0 (normal) and 1 (anomaly), both among the images", "take more images"});
  }
}

void checkClasses(const models::Graph& graph, const models::Samples& samples, const RunRequest& request,
                  std::vector<std::string>& notes) {
  if (request.network.metric == models::Metric::aucReconstruction) {
    checkReconstruction(graph, samples);
    return;
  }
  const std::int64_t logits = logitsOf(graph);
  const auto classes = static_cast<std::int64_t>(samples.classes().size());
  const bool isBinary = logits == 1 && classes == 2;  // one logit and its threshold
  if (!isBinary && logits < classes) {
    refuseModel(fmt::format("the network gives {} logits, the data set {} has {} classes", logits,
                            request.dataset.name, classes),
                "at least one logit for each class", "choose another dataset.name or another model");
  }
  checkFewer(samples, logits, request, notes);
}

bool isNonNegative(const models::Samples& samples) {
  const auto range = samples.range();
  return range && range->low >= 0.0;
}

/// So many images as calibration would take, of those that accuracy is measured on.
models::DatasetChoice measuredImages(const RunRequest& request) {
  models::DatasetChoice measured = request.dataset;
  measured.images = measured.images > 0 ? std::min(measured.images, request.calibration.images)
                                        : request.calibration.images;
  measured.takesFewer = true;
  return measured;
}

bool isCalibrated(const LayerHardware& layer) {
  return !layer.adc.ideal && layer.adc.range == devices::AdcFormat::Range::calibrated;
}

}  // namespace

namespace {

/// Samples as a run's network takes them; as they are where they do not fit it.
std::shared_ptr<const models::Samples> fittedOrPlain(const RunRequest& request,
                                                     const models::DatasetChoice& choice,
                                                     const KnownInputs& known) {
  try {
    return known.samples(request, choice, models::formOf(known.graph(request)));
  } catch (const models::MissingSplit&) {
    throw;
  } catch (const configs::InputError&) {
    return models::openSamples(choice);
  }
}

/// Images that are dealt out go to the chips in equal parts.
void checkDealt(const RunRequest& request, const models::Samples& samples) {
  if (request.chipsOfAnImage == 0) {
    return;
  }
  const std::int64_t images = samples.count(), groups = request.chips / request.chipsOfAnImage,
                     part = images / groups;
  if (images != part * groups) {
    const bool isOne = request.chipsOfAnImage == 1;
    throw configs::InputError(
        {"", "run.deal_images",
         fmt::format("found {} images for {} {}", images, groups,
                     isOne ? "chips" : fmt::format("groups of {} chips", request.chipsOfAnImage)),
         isOne ? "dataset.images: a multiple of run.chips" : "dataset.images: a multiple of the groups",
         part > 0 ? fmt::format("try --set dataset.images={}", part * groups)
                  : fmt::format("try --set run.chips={}", images * request.chipsOfAnImage)});
  }
}

}  // namespace

std::shared_ptr<const models::Samples> samplesOf(const RunRequest& request, const KnownInputs& known) {
  return fittedOrPlain(request, request.dataset, known);
}

std::shared_ptr<const models::Samples> calibrationImagesOf(const RunRequest& request,
                                                           const KnownInputs& known) {
  try {
    return fittedOrPlain(request, request.calibration, known);
  } catch (const models::MissingSplit&) {
    return fittedOrPlain(request, measuredImages(request), known);
  }
}

RunInputs openInputs(const RunRequest& request, const KnownInputs& known) {
  RunInputs inputs;
  inputs.graph = known.graph(request);
  inputs.samples = known.samples(request, request.dataset, models::formOf(inputs.graph));
  inputs.notes = inputs.graph.notes;
  for (std::string& note : inputs.samples->notes()) {
    inputs.notes.push_back(std::move(note));
  }
  checkClasses(inputs.graph, *inputs.samples, request, inputs.notes);
  checkDealt(request, *inputs.samples);
  if (isNonNegative(*inputs.samples)) {
    inputs.graph = models::withNonNegativeInput(std::move(inputs.graph));
  }
  return inputs;
}

models::Graph openGraph(const RunRequest& request) {
  models::Graph graph = models::importOnnx(request.network.model, request.network.options);
  models::DatasetChoice one = request.dataset;
  one.images = 1;
  return isNonNegative(*models::openSamples(one, models::formOf(graph)))
             ? models::withNonNegativeInput(std::move(graph))
             : graph;
}

CalibrationImages openCalibration(const RunRequest& request, const models::Graph& graph,
                                  const std::vector<LayerHardware>& hardware, const KnownInputs& known) {
  try {
    return {
        known.samples(request, request.calibration, models::formOf(graph)), request.calibration.split, {}};
  } catch (const models::MissingSplit& missing) {
    if (std::any_of(hardware.begin(), hardware.end(), isCalibrated)) {
      configs::Complaint complaint = missing.complaint();
      complaint.remedy =
          "calibration needs images of another split: set calibration.split or calibration.path, or a "
          "calibration.file; converters with adc.bits: ideal or adc.range: lossless need none";
      throw configs::InputError(std::move(complaint));
    }
  }
  const models::DatasetChoice measured = measuredImages(request);
  return {
      known.samples(request, measured, models::formOf(graph)), measured.split,
      fmt::format(
          "the data set has no {} split: the scales of the layers' inputs are chosen from images of the {} "
          "split (no converter needs calibration)",
          models::splitName(request.calibration.split), models::splitName(measured.split))};
}

}  // namespace ohmic::sim
