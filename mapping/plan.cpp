// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "configs/reader/error.h"
#include "mapping/set_weights.h"

namespace ohmic::mapping {
namespace {

/// The weights of a node as a grouped matrix product.
struct GroupedMatrix {
  int groups = 1;
  int kernelPositions = 1;
  int rowsPerGroup = 1;
  int columnsPerGroup = 1;
};

PatchGeometry convPatch(const models::Graph& graph, const models::Node& node, const models::Conv& conv) {
  const auto& in = graph.values[node.inputs[0]].shape;
  const auto& out = graph.values[node.output].shape;
  const auto& w = conv.window;
  const auto narrow = [](std::int64_t v) { return static_cast<int>(v); };
  PatchGeometry patch;
  patch.groups = narrow(conv.groups);
  patch.channels = narrow(in[0]), patch.height = narrow(in[1]), patch.width = narrow(in[2]);
  patch.kernelHeight = narrow(w.kernelHeight), patch.kernelWidth = narrow(w.kernelWidth);
  patch.strideY = narrow(w.strideHeight), patch.strideX = narrow(w.strideWidth);
  patch.dilationY = narrow(w.dilationHeight), patch.dilationX = narrow(w.dilationWidth);
  patch.padTop = narrow(w.padTop), patch.padLeft = narrow(w.padLeft);
  patch.outputHeight = narrow(out[1]), patch.outputWidth = narrow(out[2]);
  return patch;
}

PatchGeometry linearPatch(const models::Graph& graph, const models::Node& node,
                          const models::Linear& linear) {
  const auto& in = graph.values[node.inputs[0]].shape;
  PatchGeometry patch;
  patch.channels = static_cast<int>(linear.weight.shape[1]);
  patch.outputHeight = static_cast<int>(
      std::accumulate(in.begin(), in.end(), std::int64_t{1}, std::multiplies<>()) / linear.weight.shape[1]);
  patch.height = patch.outputHeight;
  patch.channelsLast = true;
  return patch;
}

/// Groups that share one band: as many as fit one array, at least one.
int groupsPerBand(const GroupedMatrix& matrix, int rowsPerGroup, int arrayRows, int outputsPerArray) {
  const int byRows = arrayRows / rowsPerGroup;
  const int byColumns = outputsPerArray / matrix.columnsPerGroup;
  return std::clamp(std::min(byRows, byColumns), 1, matrix.groups);
}

/// Where block @p index of @p blocks begins when @p total rows are split.
int blockBegin(int total, int blocks, int index, int full, Split split) {
  return split == Split::equal ? static_cast<int>(static_cast<std::int64_t>(total) * index / blocks)
                               : std::min(total, index * full);
}

/// Outputs that fit one crossbar beside its unit columns.
int slotsOf(const MappingOptions& options) {
  const LevelFormat levels = levelFormat(options.weights);
  return (options.array.columns - levels.unitLines()) / linesPerOutput(options.weights);
}

/// Outputs that one crossbar is given.
int outputsPerArray(const MappingOptions& options) { return slotsOf(options) - options.array.spareColumns; }

/// Draws of conversions count the reads of an array in 16 bits.
void checkPasses(const MappingOptions& options) {
  constexpr int kMostPasses = 65535;
  const int groups = rowGroups(options.array.rows, options.array.activeRows);
  const int phases = inputCodes(options.input, false).phases();
  if (groups * phases > kMostPasses) {
    throw configs::InputError({"", "hardware.array.active_rows",
                               fmt::format("found {}: {} reads of an array for each input",
                                           options.array.activeRows, groups * phases),
                               fmt::format("allowed: at most {} reads", kMostPasses),
                               "read more rows at once, or fewer input.bits"});
  }
}

/// A sign takes a bit of its own.
void checkInput(const InputFormat& input, const LayerPlan& layer) {
  if (input.bits == 1 && layer.input.greatest == 0) {
    throw configs::InputError(
        {"", "hardware.input.bits",
         fmt::format("found 1 for layer '{}', whose input can be negative", layer.name),
         "allowed: 1 for inputs that are never negative, 2 to 16 for others (a sign and a magnitude)",
         fmt::format("use 2 for this layer: layers: {{ \"{}\": {{ input: {{ bits: 2 }} }} }}", layer.name)});
  }
}

/// Cut a band into arrays; row blocks outermost.
/// @param position  of the kernel, if each has bands of its own.
void tileBand(int bandIndex, int position, LayerPlan& layer, int& nextArray) {
  const Band& band = layer.bands[bandIndex];
  const auto& array = layer.options.array;
  const int outputs = outputsPerArray(layer.options);
  const int rowBlocks = (band.rows + array.rows - 1) / array.rows;
  for (int block = 0; block < rowBlocks; ++block) {
    const int begin = blockBegin(band.rows, rowBlocks, block, array.rows, array.split);
    const int end = blockBegin(band.rows, rowBlocks, block + 1, array.rows, array.split);
    for (int column = 0; column < band.columns; column += outputs) {
      layer.arrays.push_back({nextArray++, bandIndex, position * rowBlocks + block, band.rowBegin + begin,
                              end - begin, band.columnBegin + column,
                              std::min(outputs, band.columns - column),
                              layer.levels.hasUnitColumn() ? layer.columns + band.columnBegin + column : -1});
    }
  }
}

GroupedMatrix groupedMatrix(const models::Node& node) {
  if (const auto* conv = std::get_if<models::Conv>(&node.op)) {
    const auto outputs = conv->weight.shape[0];
    const auto kernel = conv->weight.shape[2] * conv->weight.shape[3];
    return {static_cast<int>(conv->groups), static_cast<int>(kernel),
            static_cast<int>(conv->weight.shape[1] * kernel), static_cast<int>(outputs / conv->groups)};
  }
  const auto& linear = std::get<models::Linear>(node.op);
  return {1, 1, static_cast<int>(linear.weight.shape[1]), static_cast<int>(linear.weight.shape[0])};
}

/// All bands of a layer and their arrays, kernel position by kernel position.
void addBands(const GroupedMatrix& matrix, LayerPlan& layer, int& nextArray) {
  const auto& options = layer.options;
  const int positions = options.convolution == Convolution::kernelPosition ? matrix.kernelPositions : 1;
  const int rowsPerGroup = matrix.rowsPerGroup / positions;
  const int step = groupsPerBand(matrix, rowsPerGroup, options.array.rows, outputsPerArray(options));
  layer.patch.groups = positions > 1 ? 1 : matrix.groups;
  for (int position = 0; position < positions; ++position) {
    for (int first = 0; first < matrix.groups; first += step) {
      const int count = std::min(step, matrix.groups - first);
      Band band;
      band.rowBegin = (position * matrix.groups + first) * rowsPerGroup, band.rows = count * rowsPerGroup;
      band.columnBegin = first * matrix.columnsPerGroup, band.columns = count * matrix.columnsPerGroup;
      layer.bands.push_back(std::move(band));
      tileBand(static_cast<int>(layer.bands.size()) - 1, position, layer, nextArray);
    }
  }
}

LayerPlan mapLayer(const MappingOptions& options, const models::Graph& graph, int nodeIndex, int& nextArray) {
  const auto& node = graph.nodes[nodeIndex];
  const GroupedMatrix matrix = groupedMatrix(node);
  LayerPlan layer;
  layer.node = nodeIndex;
  layer.name = node.name;
  layer.options = options;
  layer.levels = levelFormat(options.weights);
  const auto* conv = std::get_if<models::Conv>(&node.op);
  layer.patch = conv != nullptr ? convPatch(graph, node, *conv)
                                : linearPatch(graph, node, std::get<models::Linear>(node.op));
  layer.groups = matrix.groups;
  layer.replicas = std::min(options.replicas, layer.patch.positions());
  layer.columns = matrix.groups * matrix.columnsPerGroup;
  layer.input = inputCodes(options.input, graph.values[node.inputs[0]].nonNegative);
  checkInput(options.input, layer);
  addBands(matrix, layer, nextArray);
  setWeights(node, layer);
  return layer;
}

std::int64_t cellsOf(const LayerPlan& layer) {
  const auto& array = layer.options.array;
  return static_cast<std::int64_t>(array.rows) * array.columns * layer.crossbars();
}

}  // namespace

int rowGroups(int rows, int active) { return active == 0 ? 1 : (rows + active - 1) / active; }

RowGroup rowGroup(int rows, int active, int index) {
  return active == 0 ? RowGroup{0, rows} : RowGroup{index * active, std::min(active, rows - index * active)};
}

int LayerPlan::rowBlocks() const {
  int blocks = 0;
  for (const auto& array : arrays) {
    blocks = std::max(blocks, array.rowBlock + 1);
  }
  return blocks;
}

int LayerPlan::rowsAtOnce() const {
  int rows = 0;
  for (const auto& array : arrays) {
    rows = std::max(rows, rowGroup(array, 0).rows);
  }
  return rows;
}

int LayerPlan::greatestRowGroups() const {
  int most = 1;
  for (const auto& array : arrays) {
    most = std::max(most, rowGroups(array));
  }
  return most;
}

std::optional<std::int64_t> LayerPlan::weightAt(int row, int column) const {
  const int kernel = patch.kernelHeight * patch.kernelWidth;
  const int channels = patch.channels / groups;  // of a group
  const bool isOneGroup =
      patch.groups == 1;  // rows are (kernel position, group, c), else (group, kernel position, c)
  const int channel = row % channels;
  const int group = isOneGroup ? row / channels % groups : row / channels / kernel;
  const int position = isOneGroup ? row / channels / groups : row / channels % kernel;
  if (group != column / (columns / groups)) {
    return std::nullopt;
  }
  return (static_cast<std::int64_t>(column) * channels + channel) * kernel + position;
}

int LayerPlan::crossbarsPerArray() const {
  return !levels.isOffset() && options.weights.pair == Pair::twin ? 2 : 1;
}

int LayerPlan::slots() const { return slotsOf(options); }

int LayerPlan::lineOf(int slice, int polarity, int slot, int device) const {
  const int digit = slot * levels.slices + slice;
  const bool hasNeighbour = !levels.isOffset() && crossbarsPerArray() == 1;
  const int cell = hasNeighbour ? 2 * digit + (polarity < 0 ? 1 : 0) : digit;
  return cell * levels.devices + device;
}

std::int64_t LayerPlan::conversions(const ArrayPlan& array) const {
  const int lines = levels.pairSubtracted ? 1 : levels.cellsPerSlice();
  const int units = levels.hasUnitColumn() && !levels.pairSubtracted ? 1 : 0;
  return (static_cast<std::int64_t>(array.columns) * lines + units) * levels.slices;
}

std::int64_t LayerPlan::conversionsPerImage() const {
  std::int64_t count = 0;
  for (const auto& array : arrays) {
    count += conversions(array) * passes(array);
  }
  return count * patch.positions();
}

std::int64_t LayerPlan::conversionsPerOutput() const {
  std::int64_t reads = 0;
  for (const auto& array : arrays) {
    reads += array.columnBegin == arrays.front().columnBegin ? passes(array) : 0;
  }
  return reads * levels.slices * (levels.pairSubtracted ? 1 : levels.cellsPerSlice());
}

int LayerPlan::crossbars() const { return static_cast<int>(arrays.size()) * replicas * crossbarsPerArray(); }

int LayerPlan::lines(int outputs) const {
  return outputs * linesPerOutput(options.weights) + levels.unitLines();
}

std::int64_t LayerPlan::usedCells() const {
  std::int64_t cells = 0;
  for (const auto& array : arrays) {
    cells += static_cast<std::int64_t>(array.rows) *
             (array.columns * levels.slices * levels.cellsPerSlice() * levels.devices + levels.unitLines());
  }
  return cells * replicas;
}

double LayerPlan::utilisation() const {
  return static_cast<double>(usedCells()) / static_cast<double>(cellsOf(*this));
}

int Plan::arrays() const {
  int count = 0;
  for (const auto& layer : layers) {
    count += layer.isTenant() ? 0 : layer.crossbars();
  }
  return count;
}

double Plan::utilisation() const {
  std::int64_t used = 0, cells = 0;
  for (const auto& layer : layers) {
    used += layer.usedCells();
    cells += layer.isTenant() ? 0 : cellsOf(layer);
  }
  return cells > 0 ? static_cast<double>(used) / static_cast<double>(cells) : 0.0;
}

int linesPerOutput(const WeightFormat& weights) {
  const LevelFormat levels = levelFormat(weights);
  const bool isTwin = !levels.isOffset() && weights.pair == Pair::twin;
  return levels.slices * (isTwin ? 1 : levels.cellsPerSlice()) * levels.devices;
}

void checkFormat(const MappingOptions& options) {
  checkPasses(options);
  const int spare = options.array.spareColumns;
  const int lines = linesPerOutput(options.weights) * (1 + spare) + levelFormat(options.weights).unitLines();
  if (lines > options.array.columns) {
    throw configs::InputError(
        {"", "hardware.array.columns",
         fmt::format("{} columns cannot hold the {} lines of one output{}", options.array.columns, lines,
                     spare > 0 ? fmt::format(" and {} spare ones", spare) : ""),
         fmt::format("at least {} columns are needed", lines),
         spare > 0 ? "use wider arrays or fewer spare columns" : "use wider arrays or cells of more bits"});
  }
}

Plan mapNetwork(const models::Graph& graph, const MappingOptions& options) {
  return mapLayers(graph, [&options](const std::string&) { return options; });
}

Plan mapLayers(const models::Graph& graph, const OptionsOfLayer& optionsOf) {
  Plan plan;
  int nextArray = 0;
  for (int node = 0; node < static_cast<int>(graph.nodes.size()); ++node) {
    if (!models::isArrayNode(graph.nodes[node])) {
      continue;
    }
    if (const auto options = optionsOf(graph.nodes[node].name)) {
      checkFormat(*options);
      plan.layers.push_back(mapLayer(*options, graph, node, nextArray));
    }
  }
  if (plan.layers.empty()) {
    throw configs::InputError({"", "network.model", "no layer to map",
                               "convolutions and linear layers with constant weights run on crossbars",
                               "see `ohmic inspect`"});
  }
  return plan;
}

}  // namespace ohmic::mapping
