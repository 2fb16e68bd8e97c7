// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "configs/reader/origin.h"

namespace ohmic::sim {

/// Two ends of a confidence interval, as shares of 1.
struct Interval {
  double low = 0.0;
  double high = 0.0;
};

/// Accuracy of all chips at one read time.
struct AccuracyRecord {
  double readTime = 0.0;                   ///< seconds since the end of programming
  double top1 = 0.0;                       ///< share of 1, mean over the chips
  Interval interval95;                     ///< Wilson, over the images, with p = top1
  std::vector<double> perChip;             ///< shares of 1
  double chipStd = 0.0;                    ///< sample standard deviation over chips; 0 with one chip
  std::optional<Interval> chipInterval95;  ///< Student's t over the chips; none with one chip
  std::optional<double> top5;  ///< share of 1, mean over the chips; none with five classes or fewer
  std::optional<Interval> top5Interval95;  ///< Wilson, over the images, with p = top5
  std::int64_t notFinite = 0;              ///< images of all chips with a logit that is no number or infinite
};

/// What write-verify took of chip 0.
struct WriteRecord {
  std::int64_t cells = 0;
  std::int64_t pulses = 0;   ///< of all cells
  std::int64_t givenUp = 0;  ///< cells that stand outside the acceptance band
};

/// One mapped layer.
struct LayerRecord {
  std::string name;
  std::string type;               ///< the ONNX operator
  int rows = 0, columns = 0;      ///< the layer's matrix
  std::int64_t positions = 0;     ///< outputs per column and image
  std::int64_t multiplyAdds = 0;  ///< per image
  int arrays = 0;
  double utilisation = 0.0;      ///< share of the arrays' cells that hold a digit
  double relativeError = 0.0;    ///< ||analog - digital|| / ||digital|| of the layer's outputs (L2), chip 0
  std::int64_t conversions = 0;  ///< converter codes over all images, chips and read times
  std::int64_t saturatedCodes = 0;             ///< of these, codes at the end of the converter's range
  std::vector<std::int64_t> saturatedByArray;  ///< the same for each crossbar position (twins together)
  std::int64_t saturatedCells = 0;             ///< effective levels outside the container, chip 0
  std::optional<WriteRecord> writes;           ///< none: without verification
  double energy_J = 0.0;                       ///< per image
  double area_m2 = 0.0;                        ///< its crossbars' share of their tiles
  std::int64_t cycles = 0;                     ///< busy clock cycles for one image
  double start_s = 0.0;                        ///< first event of the first image in the timed run
  double end_s = 0.0;                          ///< last event of the first image
  std::map<std::string, double> energyByComponent_J;  ///< per image
  /// Clock cycles per image, the mean over replicas, by what they went on: "computing", "adc", "array",
  /// "input", "network", "buffer", "output", "programming".
  std::map<std::string, double> cyclesByCause;
};

/// The sum over all layers; none without verification.
[[nodiscard]] std::optional<WriteRecord> writesOfAll(const std::vector<LayerRecord>& layers);

/// One tile of the chip.
struct TileRecord {
  int column = 0, row = 0;  ///< on the mesh
  int arrays = 0;           ///< crossbars that hold a part of the network
  double activity =
      0.0;               ///< share of the time in which an installed crossbar works, the mean over the tile's
  double buffer = 0.0;   ///< share of the time in which the buffer's port works
  double digital = 0.0;  ///< share of the time in which the digital unit works
  std::vector<std::string> layers;
};

/// An array of a network that one tile holds.
struct SlotRecord {
  int element = 0;                  ///< of the tile
  int slot = 0;                     ///< of the element
  std::vector<std::string> layers;  ///< that it holds a part of; several where layers share it
  double activity = 0.0;            ///< share of the time in which it works
};

/// What an image occupies: a layer's arrays, a buffer's port, a digital unit, a link.
struct ResourceRecord {
  std::string name;         ///< as ChipResult::busyCycles: "chip.tile_0.buffer"; of arrays "chip.layer_3"
  std::string layer;        ///< whose arrays they are; empty: no layer's
  std::int64_t cycles = 0;  ///< of the clock for one image, by the plan
  double share = 0.0;       ///< of the time between two images in the timed run
};

/// A value of the run file, and what another one would bring by the plan's closed form.
struct ChangeRecord {
  std::string key;          ///< "hardware.array_budget"
  std::int64_t value = 0;   ///< that it gets
  double throughput = 1.0;  ///< of the slowest stage, over the present plan's
  std::optional<double>
      energy;                  ///< of an image, over the present one's; none: the change's cost is not known
  std::optional<double> area;  ///< installed, over the present one's; none: the same
  std::string limit;           ///< ResourceRecord::name that is the slowest stage then
  std::string limitLayer;      ///< ResourceRecord::layer of it
};

/// What a component of the chip costs, and who says so.
struct CostRecord {
  std::string component;              ///< as results name it
  std::string level;                  ///< "element", "tile", "chip": whose group area and leakage are of
  std::string per;                    ///< the action that energy_J is of, in one word
  std::string origin;                 ///< "published", "given", "equations"
  std::string source;                 ///< in words; empty: the preset's table
  std::optional<double> energy_J;     ///< of an action; none: cells, by their conductances
  double area_m2 = 0.0;               ///< of the group
  double leakage_W = 0.0;             ///< the same
  std::optional<double> errorFactor;  ///< within which energy and area are known; none: not stated
};

/// What the chip in time did; absent without a chip section.
struct ChipRecord {
  std::string preset;
  double latency_s = 0.0;
  double throughput = 0.0;  ///< images per second, steady state
  double energyPerImage_J = 0.0;
  std::map<std::string, double> energyByComponent_J;  ///< per image; sums to energyPerImage_J
  double areaInstalled_m2 = 0.0;
  double areaUsed_m2 = 0.0;
  std::map<std::string, double> areaByComponent_m2;  ///< sums to areaInstalled_m2
  int tiles = 0;
  double operations = 0.0;  ///< per image: two for each multiply-add of the mapped layers
  /// Per image: two for each multiply-add of products that run digitally, which @c operations leaves out;
  /// none: not counted, in results of older versions.
  std::optional<double> digitalOperations;
  double topsPerWatt = 0.0;  ///< operations over the energy of an image, in 10^12
  double tops = 0.0;         ///< operations times throughput, in 10^12 per second
  double topsPerMm2 = 0.0;   ///< tops over the installed area
  std::string bits;  ///< of weights and inputs, that the operations have: "8-bit weights, 8-bit inputs"
  std::optional<double>
      programmingEnergy_J;  ///< writing the whole network once; apart from the images' energy
  std::optional<double> programmingTime_s;
  int loads = 1;  ///< times that the arrays are written for a stream's images in turn; 1: the network fits
  std::vector<TileRecord> tileUse;          ///< those that hold an array
  std::vector<SlotRecord> slots;            ///< arrays, if one tile holds them all; otherwise empty
  std::vector<ResourceRecord> demand;       ///< the most occupied resources, the slowest stage first
  std::vector<ChangeRecord> changes;        ///< that give more throughput, the most first
  std::vector<std::string> notModelled;     ///< components without a cost model, by name
  std::vector<CostRecord> costs;            ///< of every component that has one
  std::optional<double> energyErrorFactor;  ///< of energyPerImage_J; none: a part's is not stated
  std::optional<double> areaErrorFactor;    ///< of areaInstalled_m2; the same
  int timedImages = 0;
};

/// One tensor that plain Gaussian noise was added to.
struct NoisyTensorRecord {
  std::string name;  ///< in the network's file
  std::string node;  ///< first output of the node that reads it
  std::string kind;  ///< "kernel", "bias", "affine", "mean", "variance", "other"
  std::int64_t elements = 0;
  double std = 0.0, rms = 0.0, max = 0.0;  ///< of its own values without noise
  double sigma = 0.0;                      ///< of the noise
};

/// What each draw's estimator took: WeightNoise::Compensators.
struct EstimatorRecord {
  std::vector<double> lambda, beta;  ///< by draw
};

/// Plain Gaussian noise on the weights of the float network, which then is all that is simulated.
struct WeightNoiseRecord {
  double eta = 0.0;      ///< sigma over the statistic
  std::string relative;  ///< "std", "rms", "max"
  std::string scope;     ///< "tensor", "layer", "network"
  std::string on;        ///< "kernels", "kernels_and_biases", ...
  std::vector<NoisyTensorRecord> tensors;
  std::vector<std::int64_t> nanImages;       ///< by draw: images with a logit that is not a number
  std::optional<EstimatorRecord> estimator;  ///< none: the noisy weights are used as they are
};

/// One kernel that was stored and read back: mapping::StoredKernel.
struct StoredKernelRecord {
  std::string node;  ///< its first output
  std::int64_t weights = 0;
  std::int64_t pruned = 0;     ///< kept nowhere
  std::int64_t outliers = 0;   ///< in digital memory beside cells
  std::int64_t redundant = 0;  ///< in more cells than the others
  std::int64_t cells = 0;
  std::int64_t bits = 0;         ///< of digital memory
  double low = 0.0, high = 0.0;  ///< values at the ends of the cells' range
};

/// Where the weights of a float network were kept, which then is all that is simulated.
struct StorageRecord {
  std::string medium;        ///< "cells", "memory"
  std::int64_t weights = 0;  ///< of all kernels
  std::int64_t cells = 0;
  std::int64_t bits = 0;  ///< of digital memory, biases with 32 bits each included
  double cellsPerWeight = 0.0;
  double bitsPerWeight = 0.0;
  std::vector<StoredKernelRecord> kernels;
};

/// Where the time of a run on one thread went.
struct ProfileRecord {
  std::vector<std::pair<std::string, double>> stage_s;  ///< seconds by stage, in the order of Stage
  double multiplyAdds = 0.0;  ///< of the arrays: cells' levels times drives, by slice and input phase
};

/// All that a run found. Written as summary.json, layers.csv, predictions.csv; the report reads nothing else.
struct RunRecord {
  std::string version;     ///< of the program
  std::string build;       ///< buildId() of the program
  std::string configName;  ///< the run file's stem
  std::vector<configs::ResolvedValue> config;
  std::string model;    ///< file name of the network
  std::string dataset;  ///< name and split
  std::vector<std::string> classes;
  std::int64_t images = 0;  ///< that each chip classifies
  std::uint64_t seed = 0;
  int chips = 0;
  int chipsOfAnImage = 0;  ///< groups of so many chips classify images of their own, one group after the
                           ///< other; divides `chips`; 0: every chip classifies all

  [[nodiscard]] bool isDealt() const noexcept { return chipsOfAnImage > 0; }

  /// Images that some chip classifies.
  [[nodiscard]] std::int64_t distinctImages() const noexcept {
    return isDealt() ? images * (chips / chipsOfAnImage) : images;
  }

  /// The first image of a chip, by its number.
  [[nodiscard]] std::int64_t firstImage(std::size_t number) const noexcept {
    return isDealt() ? images * (static_cast<std::int64_t>(number) / chipsOfAnImage) : 0;
  }

  /// What outputs are judged by: "top1", or "auc_reconstruction", whose values stand in the place of top-1
  /// accuracies then.
  std::string metric = "top1";
  double digitalTop1 = 0.0;                ///< float network on the same images, share of 1
  std::optional<double> digitalTop5;       ///< the same for the five greatest logits
  std::int64_t digitalNotFinite = 0;       ///< images with a logit that is no number or infinite
  std::vector<AccuracyRecord> byReadTime;  ///< at least one

  int arrays = 0;
  double utilisation = 0.0;
  int arrayRows = 0, arrayColumns = 0;  ///< 0 where layers have arrays of their own size
  std::vector<LayerRecord> layers;
  std::vector<std::vector<std::int64_t>>
      confusion;  ///< [label][prediction], all chips at the first read time

  std::vector<int> labels;  ///< one for each of distinctImages()
  /// Predicted class, [read time][chip][image of the chip].
  std::vector<std::vector<std::vector<int>>> predictions;

  /// A bit for each image that was classified as labelled, the first in the highest bit; hexadecimal,
  /// [read time][chip]. Of results that were read; those of a run follow from its predictions.
  std::vector<std::vector<std::string>> correct;

  std::vector<int> digitalPredictions;  ///< of the float network, by image
  std::string digitalCorrect;           ///< as `correct`, of the float network; empty in older results

  std::vector<float> logits;  ///< by read time, chip, image and class, if the run was asked to keep them

  std::optional<ChipRecord> chip;
  std::optional<WeightNoiseRecord> weightNoise;  ///< then there are no arrays and no layers
  std::optional<StorageRecord> storage;          ///< the same

  /// Whether a float network is all that was simulated.
  [[nodiscard]] bool isFloat() const noexcept { return weightNoise || storage; }
  /// Whether its read time says nothing: no cell was read.
  [[nodiscard]] bool isTimeless() const noexcept { return weightNoise || (storage && storage->cells == 0); }

  std::string timeline;  ///< timeline.json of the timed images; empty: none. Not part of summary.json
  std::string waves;     ///< waves.vcd; empty: none

  double seconds = 0.0;               ///< wall clock of the whole run
  double simulationSeconds = 0.0;     ///< of the functional engine alone
  double simulationCpuSeconds = 0.0;  ///< the same, of all threads together
  double imagesPerSecond = 0.0;       ///< images times chips times read times over simulationSeconds
  int threads = 0;
  std::optional<ProfileRecord> profile;  ///< if the run was asked for it
  std::string engine = "functional";     ///< or "systemc": which one gave the predictions
  std::string kernel;                    ///< instruction set of the array product
  std::string compiler;
  std::vector<std::string> notes;  ///< what readers of files decided, a sentence each; no part of the hash
  std::map<std::string, std::string> inputs;  ///< XXH3-128 of what was read, as RunIdentity::inputs
  std::string modelDigest;                    ///< of these, the network's files
  std::string dataDigest;                     ///< of these, the data set's files
  std::string
      calibrationDigest;     ///< XXH3-128 of the scales and ranges that the layers ran with; empty: no arrays
  std::string logitsDigest;  ///< XXH3-128 of all logits' bytes, by read time, chip and image
  std::string hash;          ///< of results, inputs and resolved configuration, see docs/results.md
  std::string id;            ///< of inputs, resolved configuration and program: RunIdentity::id()
};

}  // namespace ohmic::sim
