// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mapping/format.h"
#include "models/graph/graph.h"

namespace ohmic::mapping {

/// How a convolution's input becomes the rows of its matrix: row (group, i, j, c) of output position (y, x)
/// is pixel (c, y * strideY + i * dilationY - padTop, x * strideX + j * dilationX - padLeft), zero outside; c
/// counts the group's channels and changes fastest, so that neighbouring rows are neighbouring channels of
/// one pixel. A linear layer is the case of one pixel (or T positions of a [T, in] input, one pixel each).
/// Where each kernel position has arrays of its own, its rows lie together: the geometry is that of one
/// group.
struct PatchGeometry {
  int channels = 1, height = 1, width = 1;  ///< input
  int groups = 1;
  int kernelHeight = 1, kernelWidth = 1;
  int strideY = 1, strideX = 1;
  int dilationY = 1, dilationX = 1;
  int padTop = 0, padLeft = 0;
  int outputHeight = 1, outputWidth = 1;
  bool channelsLast = false;  ///< input is [position][channel]: a linear layer over T rows

  [[nodiscard]] int rows() const { return channels * kernelHeight * kernelWidth; }
  [[nodiscard]] int positions() const { return outputHeight * outputWidth; }
};

/// A dense part of a layer's matrix. A layer without groups is one band; groups are packed
/// block-diagonally into bands, whose off-diagonal cells are real cells at level zero. Kernel positions that
/// have arrays of their own are bands one below the other, over the same columns.
struct Band {
  int rowBegin = 0, rows = 0;        ///< in the layer's matrix
  int columnBegin = 0, columns = 0;  ///< in the layer's matrix
  std::vector<float> levels;         ///< rows x columns, row major; integers unless the format is analog
};

/// One crossbar and what it holds; with twin pairs, the two crossbars that hold the two cells of each pair.
struct ArrayPlan {
  int index = 0;  ///< among all ArrayPlans of the plan
  int band = 0;
  int rowBlock = 0;                  ///< which share of its outputs' rows; partial sums are added over these
  int rowBegin = 0, rows = 0;        ///< in the layer's matrix
  int columnBegin = 0, columns = 0;  ///< outputs, in the layer's matrix
  int unitColumn = -1;               ///< column number of its unit column, beyond the layer's; -1: none
};

/// Consecutive rows of an array that are read at once.
struct RowGroup {
  int begin = 0, rows = 0;  ///< counted over the array's used rows

  [[nodiscard]] int end() const { return begin + rows; }
  /// Row pairs that hold them, the first and the last perhaps by half.
  [[nodiscard]] int firstPair() const { return begin / 2; }
  [[nodiscard]] int pairs() const { return (end() + 1) / 2 - firstPair(); }
};

/// Groups of @p active rows out of so many used ones, fewer in the last; 0: all in one group.
[[nodiscard]] int rowGroups(int rows, int active);
/// @param index  0 to rowGroups() - 1.
[[nodiscard]] RowGroup rowGroup(int rows, int active, int index);

/// Where a layer's matrix is on an array that it shares with others, on rows and lines of its own.
struct SharedPlace {
  std::size_t host = 0;  ///< the layer (in Plan::layers) whose array it is: the first one on it
  std::string hostName;  ///< its name
  int tenant = 0;        ///< 0: the host itself
  int rowBegin = 0;      ///< of the array
  int lineBegin = 0;     ///< of the array
  double share = 1.0;    ///< its digits over those of all layers on the array
};

/// A layer of the network on arrays.
struct LayerPlan {
  int node = 0;      ///< index in Graph::nodes
  std::string name;  ///< the node's name: the first output's name
  MappingOptions options;
  LevelFormat levels;
  PatchGeometry patch;
  int groups = 1;    ///< of the convolution
  int columns = 0;   ///< outputs
  int replicas = 1;  ///< position p is served by replica p mod replicas
  InputCodes input;
  std::vector<double>
      weightScale;  ///< what one level counts as, options.weights.gain included; one, or one for each column
  std::vector<float> bias;  ///< columns numbers; digital
  std::vector<Band> bands;
  std::vector<ArrayPlan> arrays;
  std::optional<SharedPlace> shared;  ///< none: its arrays are its own

  [[nodiscard]] int rows() const { return patch.rows(); }
  [[nodiscard]] int rowBlocks() const;
  /// Groups of an array's rows that are read one after the other (array.active_rows).
  [[nodiscard]] int rowGroups(const ArrayPlan& array) const {
    return mapping::rowGroups(array.rows, options.array.activeRows);
  }
  [[nodiscard]] RowGroup rowGroup(const ArrayPlan& array, int index) const {
    return mapping::rowGroup(array.rows, options.array.activeRows, index);
  }
  /// Greatest number of rows that are read at once, and of groups of one array.
  [[nodiscard]] int rowsAtOnce() const;
  [[nodiscard]] int greatestRowGroups() const;
  /// Reads of an array whose sums are converted, for one input vector: phase x rowGroups() + group counts
  /// them.
  [[nodiscard]] int passes(const ArrayPlan& array) const { return input.phases() * rowGroups(array); }
  /// Where the weight of a place in the matrix lies in the network's weight tensor; none: a cell at level
  /// zero between groups.
  [[nodiscard]] std::optional<std::int64_t> weightAt(int row, int column) const;
  /// Crossbars in use, replicas and twins counted; a shared one too.
  [[nodiscard]] int crossbars() const;
  /// Whether it is on another layer's array.
  [[nodiscard]] bool isTenant() const { return shared && shared->tenant > 0; }
  /// These, a shared one counted by the layer's share of it.
  [[nodiscard]] double ownCrossbars() const { return crossbars() * (shared ? shared->share : 1.0); }
  /// Bit lines of a crossbar that an array of so many outputs takes, unit columns included.
  [[nodiscard]] int lines(int outputs) const;
  /// Crossbars of one ArrayPlan: 2 with twin pairs, else 1.
  [[nodiscard]] int crossbarsPerArray() const;
  /// Outputs that one ArrayPlan has room for, spare ones too. Output c of an array is in slot c, unless
  /// its columns are remapped.
  [[nodiscard]] int slots() const;
  /// Where a cell is: which of the array's crossbars, and which bit line.
  [[nodiscard]] int crossbarOf(int polarity) const {
    return crossbarsPerArray() == 2 && polarity < 0 ? 1 : 0;
  }
  [[nodiscard]] int lineOf(int slice, int polarity, int slot, int device) const;
  /// Conversions of one ArrayPlan in one pass: its outputs, slice by slice, both lines of a pair that is
  /// subtracted behind the converter, and unit columns that are.
  [[nodiscard]] std::int64_t conversions(const ArrayPlan& array) const;
  /// Of all arrays in all passes, for one image.
  [[nodiscard]] std::int64_t conversionsPerImage() const;
  /// Behind one output, unit columns apart.
  [[nodiscard]] std::int64_t conversionsPerOutput() const;
  /// Cells that hold a digit of a weight.
  [[nodiscard]] std::int64_t usedCells() const;
  /// These over all cells of the arrays in use.
  [[nodiscard]] double utilisation() const;
};

/// Where each number lives: layers on arrays, each in its own format. Immutable once made.
struct Plan {
  std::vector<LayerPlan> layers;

  /// Crossbars in use, replicas and twins counted, shared ones once.
  [[nodiscard]] int arrays() const;
  /// Cells that hold a digit of a weight, over all cells of the arrays in use.
  [[nodiscard]] double utilisation() const;
};

/// Lines (physical columns) that one output needs in one crossbar, all its devices counted.
[[nodiscard]] int linesPerOutput(const WeightFormat& weights);

/// Refuse formats that no layer could have.
/// @throws configs::InputError if the bits leave too few fraction bits, or one output's digits are wider than
///         an array.
void checkFormat(const MappingOptions& options);

/// How a layer is mapped, by its name; none: it runs digitally.
using OptionsOfLayer = std::function<std::optional<MappingOptions>(const std::string& name)>;

/// Map every convolution and linear layer with constant weights onto crossbars, all in one format.
///
/// @throws configs::InputError as checkFormat(), and if the network has no layer to map.
[[nodiscard]] Plan mapNetwork(const models::Graph& graph, const MappingOptions& options);

/// The same with a format for each layer.
[[nodiscard]] Plan mapLayers(const models::Graph& graph, const OptionsOfLayer& optionsOf);

}  // namespace ohmic::mapping
