// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/figure.h"

namespace ohmic::sim {
namespace {

constexpr Direction kHigher = Direction::higher, kLower = Direction::lower, kNone = Direction::none;
constexpr bool kColumn = true;

std::optional<double> top1Low(const RunRecord&, const AccuracyRecord& at) { return at.interval95.low; }

std::optional<double> top1High(const RunRecord&, const AccuracyRecord& at) { return at.interval95.high; }

std::optional<double> top1ChipStd(const RunRecord& record, const AccuracyRecord& at) {
  return record.chips > 1 ? std::optional(at.chipStd) : std::nullopt;
}

std::optional<double> top1ChipLow(const RunRecord&, const AccuracyRecord& at) {
  return at.chipInterval95 ? std::optional(at.chipInterval95->low) : std::nullopt;
}

std::optional<double> top1ChipHigh(const RunRecord&, const AccuracyRecord& at) {
  return at.chipInterval95 ? std::optional(at.chipInterval95->high) : std::nullopt;
}

std::optional<double> normalizedTop1(const RunRecord& record, const AccuracyRecord& at) {
  return record.digitalTop1 > 0.0 ? std::optional(at.top1 / record.digitalTop1) : std::nullopt;
}

}  // namespace

const std::vector<Figure>& figures() {
  using Run = RunRecord;
  using At = AccuracyRecord;
  using Chip = ChipRecord;
  using Tile = TileRecord;
  using Layer = LayerRecord;
  using Writes = WriteRecord;
  using Noise = WeightNoiseRecord;
  using Tensor = NoisyTensorRecord;
  using Storage = StorageRecord;
  using Kernel = StoredKernelRecord;
  using Slot = SlotRecord;
  using Resource = ResourceRecord;
  using Change = ChangeRecord;
  using Cost = CostRecord;
  static const std::vector<Figure> kFigures = {
      // Accuracy, at each read time.
      {"read_time_s", "read time", "s", kNone, "since the end of programming", &At::readTime, kColumn},
      {"accuracy.images", "images", "", kNone, "that each chip classifies", &Run::images, kColumn},
      {"chips", "chips", "", kNone, "simulated; with `hardware.weight_noise` draws", &Run::chips, kColumn},
      {"top1", "top-1 accuracy", "%", kHigher, "mean over the chips", &At::top1, kColumn},
      {"top1_low", "top-1 accuracy, lower end", "%", kHigher, "of `interval95`", top1Low, kColumn},
      {"top1_high", "top-1 accuracy, upper end", "%", kHigher, "of `interval95`", top1High, kColumn},
      {"interval95", "95 % interval of top-1 accuracy", "%", kNone,
       "Wilson's, over the images, with p = `top1`", &At::interval95},
      {"top1_chip_std", "spread of top-1 accuracy over chips", "%", kLower, "`chip_std`; none with one chip",
       top1ChipStd, kColumn},
      {"top1_chip_low", "top-1 accuracy over chips, lower end", "%", kHigher,
       "of `chip_interval95`; none with one chip", top1ChipLow, kColumn},
      {"top1_chip_high", "top-1 accuracy over chips, upper end", "%", kHigher,
       "of `chip_interval95`; none with one chip", top1ChipHigh, kColumn},
      {"per_chip", "top-1 accuracy of each chip", "%", kHigher, "by chip", &At::perChip},
      {"chip_std", "spread of top-1 accuracy over chips", "%", kLower,
       "sample standard deviation; 0 with one chip", &At::chipStd},
      {"chip_interval95", "95 % interval over chips", "%", kNone,
       "Student's t of the chips' mean; null with one chip", &At::chipInterval95},
      {"accuracy.digital_top1", "digital top-1 accuracy", "%", kHigher,
       "the float network on the same images", &Run::digitalTop1, kColumn},
      {"normalized_top1", "accuracy over the digital network's", "%", kHigher, "`top1` over `digital_top1`",
       normalizedTop1, kColumn},
      {"top5", "top-5 accuracy", "%", kHigher,
       "images whose label is among the five greatest logits, of equals the first; null with five classes or "
       "fewer",
       &At::top5, kColumn},
      {"top5_interval95", "95 % interval of top-5 accuracy", "%", kNone,
       "Wilson's, over the images, with p = `top5`", &At::top5Interval95},
      {"accuracy.digital_top5", "digital top-5 accuracy", "%", kHigher,
       "the float network on the same images", &Run::digitalTop5},
      {"confusion", "confusion matrix", "", kNone, "[label][prediction], all chips at the first read time",
       &Run::confusion},

      // The chip in time.
      {"preset", "chip", "", kNone, "preset that the chip is built on", &Chip::preset},
      {"energy_per_image_J", "energy per image", "J", kLower,
       "mean over chips at the first read time, all images", &Chip::energyPerImage_J, kColumn},
      {"energy_by_component_J", "energy by component", "J", kLower, "per image; sums to `energy_per_image_J`",
       &Chip::energyByComponent_J},
      {"latency_s", "latency", "s", kLower, "first pixel to logits of the first timed image",
       &Chip::latency_s, kColumn},
      {"throughput_images_per_s", "throughput", "images/s", kHigher, "inverse of the steady interval",
       &Chip::throughput, kColumn},
      {"area_m2", "area", "m²", kLower, "installed silicon, the host link included", &Chip::areaInstalled_m2,
       kColumn},
      {"area_used_m2", "used area", "m²", kLower,
       "of the tiles that hold a part of the network, host link included", &Chip::areaUsed_m2, kColumn},
      {"area_by_component_m2", "area by component", "m²", kLower, "sums to `area_m2`",
       &Chip::areaByComponent_m2},
      {"tiles", "tiles", "", kLower, "installed", &Chip::tiles},
      {"operations_per_image", "operations per image", "", kNone,
       "two for each multiply-add of the mapped layers", &Chip::operations},
      {"digital_operations_per_image", "digital operations per image", "", kNone,
       "two for each multiply-add of products that run digitally; not part of the hash",
       &Chip::digitalOperations},
      {"tops", "operations per second", "TOPS", kHigher, "`operations_per_image` times throughput",
       &Chip::tops},
      {"tops_per_W", "efficiency", "TOPS/W", kHigher, "`operations_per_image` over the energy of an image",
       &Chip::topsPerWatt, kColumn},
      {"tops_per_mm2", "density", "TOPS/mm²", kHigher, "`tops` over the installed area", &Chip::topsPerMm2,
       kColumn},
      {"operation_bits", "bits of an operation", "", kNone, "of the weights and inputs that operations have",
       &Chip::bits},
      {"programming_energy_J", "programming energy", "J", kLower,
       "writing the whole network once, apart from the images' energy; null: the chip does not say how cells "
       "are written",
       &Chip::programmingEnergy_J},
      {"programming_time_s", "programming time", "s", kLower, "the same", &Chip::programmingTime_s},
      {"loads", "loads", "", kLower, "turns that the layers take on the arrays; 1: the network fits",
       &Chip::loads},
      {"not_modelled", "not modelled", "", kNone, "components without a cost model", &Chip::notModelled},
      {"energy_error_factor", "error of the energy, times", "", kLower,
       "within which `energy_per_image_J` is known by its components' costs; null: one of them states none; "
       "not "
       "part of the hash",
       &Chip::energyErrorFactor},
      {"area_error_factor", "error of the area, times", "", kLower, "the same of `area_m2`",
       &Chip::areaErrorFactor},
      {"timed_images", "timed images", "", kNone, "through SystemC", &Chip::timedImages},

      // Its tiles that hold an array.
      {"column", "column", "", kNone, "on the mesh", &Tile::column},
      {"row", "row", "", kNone, "on the mesh", &Tile::row},
      {"arrays", "arrays", "", kNone, "that hold a part of the network", &Tile::arrays},
      {"activity", "arrays at work", "%", kHigher, "share of the time, mean over the tile's installed arrays",
       &Tile::activity},
      {"buffer", "buffer at work", "%", kNone, "share of the time in which its port works", &Tile::buffer},
      {"digital", "digital unit at work", "%", kNone, "share of the time", &Tile::digital},
      {"layers", "layers", "", kNone, "with a part on the tile", &Tile::layers},

      // Its arrays, if one tile holds them all.
      {"element", "element", "", kNone, "of the tile", &Slot::element},
      {"slot", "slot", "", kNone, "of the element", &Slot::slot},
      {"layers", "layers", "", kNone, "with a part on the array", &Slot::layers},
      {"activity", "array at work", "%", kHigher, "share of the time", &Slot::activity},

      // What an image occupies, and what would give more throughput: by the plan, not part of the hash.
      {"name", "resource", "", kNone, "`chip.layer_<n>` for the arrays of layer n, of its busiest replica",
       &Resource::name},
      {"layer", "layer", "", kNone, "whose arrays they are; empty: no layer's", &Resource::layer},
      {"cycles", "cycles per image", "", kLower, "of the clock in which the resource is occupied",
       &Resource::cycles},
      {"share", "time at work", "%", kNone, "of the time between two images in the timed run",
       &Resource::share},
      {"key", "key", "", kNone, "of the run file", &Change::key},
      {"value", "value", "", kNone, "that the key gets", &Change::value},
      {"throughput", "throughput, times", "", kHigher, "of the slowest stage, over the present plan's",
       &Change::throughput},
      {"energy", "energy per image, times", "", kLower,
       "over the present one's, cells taken as they are; null: the costs do not say", &Change::energy},
      {"area", "area, times", "", kLower, "installed, over the present one's; null: the same", &Change::area},
      {"limit", "limit", "", kNone, "the slowest stage then, as `chip.demand[].name`", &Change::limit},
      {"limit_layer", "layer of the limit", "", kNone, "as `chip.demand[].layer`", &Change::limitLayer},

      // What its components cost, and who says so: not part of the hash.
      {"component", "component", "", kNone, "as `chip.energy_by_component_J` has it", &Cost::component},
      {"level", "level", "", kNone, "element, tile or chip: whose group area and leakage are of",
       &Cost::level},
      {"per", "action", "", kNone, "that the energy is of", &Cost::per},
      {"origin", "origin", "", kNone, "published, given or equations", &Cost::origin},
      {"source", "source", "", kNone, "in words; empty: the preset's table", &Cost::source},
      {"energy_J", "energy of an action", "J", kLower, "null: cells, by their conductances", &Cost::energy_J},
      {"area_m2", "area", "m²", kLower, "of the group", &Cost::area_m2},
      {"leakage_W", "leakage", "W", kLower, "of the group", &Cost::leakage_W},
      {"error_factor", "error, times", "", kLower, "within which energy and area are known; null: not stated",
       &Cost::errorFactor},

      // The mapping.
      {"mapping.arrays", "arrays", "", kLower,
       "crossbars; 0 with `hardware.weight_noise` and `hardware.storage`", &Run::arrays, kColumn},
      {"mapping.utilisation", "utilisation", "%", kHigher, "cells that hold a digit, of all cells",
       &Run::utilisation, kColumn},
      {"mapping.array_rows", "rows of an array", "", kNone, "0: layers have arrays of several sizes",
       &Run::arrayRows},
      {"mapping.array_columns", "columns of an array", "", kNone, "the same", &Run::arrayColumns},

      // Each mapped layer.
      {"name", "layer", "", kNone, "of its output in the network's file", &Layer::name},
      {"type", "operator", "", kNone, "in ONNX", &Layer::type},
      {"rows", "rows", "", kNone, "of its matrix", &Layer::rows},
      {"columns", "columns", "", kNone, "of its matrix", &Layer::columns},
      {"positions", "positions per image", "", kNone, "outputs per column", &Layer::positions},
      {"multiply_adds", "multiply-adds per image", "", kNone, "of the layer", &Layer::multiplyAdds},
      {"arrays", "arrays", "", kLower, "crossbars", &Layer::arrays},
      {"utilisation", "utilisation", "%", kHigher, "cells that hold a digit, of all cells",
       &Layer::utilisation},
      {"relative_error", "relative error", "%", kLower,
       "L2 distance of the outputs from the float network's over the latter's norm, 8 images on chip 0",
       &Layer::relativeError},
      {"conversions", "conversions", "", kNone, "of converters, over all images, chips and read times",
       &Layer::conversions},
      {"saturated_codes", "saturated codes", "", kLower, "of these, at an end of the converter's range",
       &Layer::saturatedCodes},
      {"saturated_cells", "saturated cells", "", kLower, "effective levels outside their container, chip 0",
       &Layer::saturatedCells},
      {"energy_J", "energy per image", "J", kLower, "mean over chips at the first read time",
       &Layer::energy_J},
      {"cycles", "busy cycles per image", "", kLower, "in which an array of the layer is read or converted",
       &Layer::cycles},
      {"start_s", "start", "s", kNone, "first event of the first timed image", &Layer::start_s},
      {"end_s", "end", "s", kNone, "last event of the first timed image", &Layer::end_s},
      {"saturated_codes_by_array", "saturated codes by array", "", kLower,
       "in the plan's order, replicas together", &Layer::saturatedByArray},
      {"area_m2", "area", "m²", kLower, "its crossbars' share of their tiles", &Layer::area_m2},
      {"energy_by_component_J", "energy by component", "J", kLower, "per image; sums to `energy_J`",
       &Layer::energyByComponent_J},
      {"cycles_by_cause", "cycles by cause", "", kNone, "clock cycles per image, mean over replicas",
       &Layer::cyclesByCause},

      // Write-verify.
      {"cells", "cells written", "", kNone, "of chip 0 at the first read time", &Writes::cells},
      {"pulses", "write pulses", "", kLower, "of all cells", &Writes::pulses},
      {"given_up_cells", "cells given up", "", kLower, "outside the acceptance band", &Writes::givenUp},

      // Gaussian noise on weights.
      {"eta", "noise", "", kNone, "sigma over the statistic", &Noise::eta},
      {"relative_to", "statistic", "", kNone, "std, rms or max", &Noise::relative},
      {"scope", "scope of the statistic", "", kNone, "tensor, layer or network", &Noise::scope},
      {"on", "parameters with noise", "", kNone, "as `hardware.weight_noise.on`", &Noise::on},
      {"nan_images", "images without a number", "", kLower, "by draw: with a logit that is not a number",
       &Noise::nanImages},
      {"lambda", "population compensator", "", kNone, "by draw: that its weights were estimated with",
       &EstimatorRecord::lambda},
      {"beta", "bias compensator", "", kNone, "by draw, in 1 / weight", &EstimatorRecord::beta},
      {"name", "tensor", "", kNone, "in the network's file", &Tensor::name},
      {"node", "node", "", kNone, "first output of the node that reads it", &Tensor::node},
      {"kind", "kind", "", kNone, "kernel, bias, affine, mean, variance or other", &Tensor::kind},
      {"elements", "elements", "", kNone, "of the tensor", &Tensor::elements},
      {"std", "standard deviation", "", kNone, "of its own values", &Tensor::std},
      {"rms", "root mean square", "", kNone, "of its own values", &Tensor::rms},
      {"max", "greatest magnitude", "", kNone, "of its own values", &Tensor::max},
      {"sigma", "sigma of the noise", "", kNone, "in units of the values", &Tensor::sigma},

      // Weights that are stored and read back.
      {"medium", "medium", "", kNone, "cells or memory", &Storage::medium},
      {"weights", "weights", "", kNone, "of all kernels", &Storage::weights},
      {"cells", "cells", "", kLower, "of all kernels", &Storage::cells},
      {"bits", "bits of digital memory", "", kLower,
       "signs, positions, constants, outliers, weights in memory; 32 for each bias", &Storage::bits},
      {"cells_per_weight", "cells per weight", "", kLower, "`cells` over `weights`", &Storage::cellsPerWeight,
       kColumn},
      {"bits_per_weight", "bits of digital memory per weight", "", kLower, "`bits` over `weights`",
       &Storage::bitsPerWeight, kColumn},
      {"node", "node", "", kNone, "first output of the node that multiplies with it", &Kernel::node},
      {"weights", "weights", "", kNone, "of the kernel", &Kernel::weights},
      {"pruned", "pruned weights", "", kNone, "kept nowhere", &Kernel::pruned},
      {"outliers", "outliers", "", kNone, "in digital memory beside cells", &Kernel::outliers},
      {"redundant", "redundant weights", "", kNone, "in more cells than the others", &Kernel::redundant},
      {"cells", "cells", "", kLower, "of the kernel", &Kernel::cells},
      {"bits", "bits of digital memory", "", kLower, "of the kernel, without its bias", &Kernel::bits},
      {"low", "low", "", kNone, "value at the cells' least conductance", &Kernel::low},
      {"high", "high", "", kNone, "value at the cells' greatest conductance", &Kernel::high},

      // The machine: not part of the hash.
      {"host.seconds", "time of the run", "s", kLower, "wall clock", &Run::seconds},
      {"host.simulation_seconds", "time of the simulation", "s", kLower, "wall clock of the engine alone",
       &Run::simulationSeconds},
      {"host.simulation_cpu_seconds", "processor time", "s", kLower,
       "of the engine alone, all threads together", &Run::simulationCpuSeconds},
      {"host.images_per_s", "speed", "images/s", kHigher,
       "images times chips times read times over `simulation_seconds`", &Run::imagesPerSecond},
      {"host.threads", "threads", "", kNone, "of the engine", &Run::threads},
      {"host.engine", "engine", "", kNone, "that gave the predictions: functional, systemc or float",
       &Run::engine},
      {"host.kernel", "instruction set", "", kNone, "of the array product", &Run::kernel},
      {"host.compiler", "compiler", "", kNone, "of the program", &Run::compiler},
      {"host.version", "version", "", kNone, "of the program", &Run::version}};
  return kFigures;
}

}  // namespace ohmic::sim
