// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/array/chip_moment.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/layer_counts.h"
#include "sim/array/line_allocator.h"
#include "sim/array/position/code_kernel.h"
#include "sim/array/position/code_planes.h"
#include "sim/array/position/conversion_kernel.h"
#include "sim/array/position/driven_kernel.h"
#include "sim/array/position/laid_lines.h"
#include "sim/array/programmed_array.h"
#include "sim/array/storing.h"
#include "sim/array/sum_listener.h"

namespace ohmic::sim {

/// Reads a layer's arrays for whole images with neighbouring output positions in the lanes of a vector:
/// inputs and outputs stay in the layout of the network's values, and few columns waste nothing. For the
/// modes that most simulations use; LayerReader's other form takes the rest.
class PositionReader {
 public:
  PositionReader(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic);

  /// As LayerReader::run(). @pre readForm() is positions
  void run(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image, const float* input,
           float* output, LayerCounts& counts, Storing storing);

  /// As LayerReader::listen(). @pre readForm() is positions
  void listen(const ProgrammedLayer& layer, const float* input, SumListener& listener);

 private:
  /// How a block's drives are found: where they lie, or packed into a panel first.
  enum class Layout {
    contiguous,  ///< positions are neighbours in the planes throughout: kernels of one pixel, unfolded planes
    lines,       ///< within a line of the output
    twoLines,    ///< lines of half a block
    packed,
  };

  struct Block {
    int begin = 0, count = 0;  ///< positions
  };

  /// How an array's row pairs lie in the planes.
  struct ArrayRows {
    std::vector<RowPair> pairs;
    std::vector<std::ptrdiff_t> first;  ///< RowPair::first of each
    std::vector<RowPair> torn;          ///< those that share no numbers
    std::vector<std::size_t> tornAt;    ///< and which they are
    PairedRows ones;                    ///< 1 for each row, to sum drives
    TileCut cut;
  };

  /// Drives or noise weights of the current block and array, phase by phase.
  struct Operands {
    std::vector<std::vector<std::int32_t>> planes;  ///< of each phase, as CodePlanes; empty if codes drive
    std::vector<std::vector<std::int32_t>> panels;  ///< of each phase: pair x position
    std::vector<std::vector<const std::int32_t*>> pairs;
    std::vector<std::vector<TileRow>> tileRows;  ///< of each phase: low bytes, then high bytes
    std::vector<DriveTiles> tiles;               ///< of each phase; empty if tiles do not serve
    std::optional<LaidLines> lines;              ///< where tiles lie, for all blocks of an image

    [[nodiscard]] const DriveTiles* tilesOf(std::size_t phase) const {
      return tiles.empty() ? nullptr : &tiles[phase];
    }
  };

  using Lines = std::vector<std::int32_t, LineAllocator<std::int32_t>>;

  [[nodiscard]] static Layout chooseLayout(const mapping::LayerPlan& layer, int phases);
  void findPairs();
  [[nodiscard]] bool drivesFew(std::int64_t ones) const;
  void choose(const ProgrammedLayer& layer, bool drivesFew);
  void setReads(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image);
  void setPhases();
  template <class Visit>
  void forEachBlock(Visit visit) const;
  template <class Visit>
  void forEachArray(const Block& block, Visit visit);
  void findRuns(const Block& block);
  void findOperands(std::size_t array);
  void layTiles(std::size_t array, int positions);
  void layWindows(const Block& block);
  void pointToLines(std::size_t array, const Block& block);
  void listPairs(std::size_t array, int positions);
  void findOperandsInPlanes(const ArrayRows& rows, const std::int32_t* numbers,
                            std::vector<std::int32_t>& panel, std::vector<const std::int32_t*>& pairs) const;
  void readArray(const ProgrammedArray& programmed, std::size_t array, const Block& block,
                 LayerCounts& counts);
  void readListed(const ProgrammedArray& programmed, std::size_t array, LayerCounts& counts);
  void sumListed(const ProgrammedArray& programmed, int firstPhase, int phases, PositionRead* reads);
  void aimReads(const ProgrammedArray& programmed, std::size_t array, const Block& block);
  template <class Visit>
  void forEachGroup(const ProgrammedArray& programmed, Visit visit) const;
  void listenTo(const ProgrammedArray& programmed, std::size_t array, const Block& block,
                SumListener& listener);
  void findCommonTerms(const ProgrammedArray& programmed, std::size_t array, const Block& block);

  const mapping::LayerPlan& layer_;
  const LayerArithmetic& arithmetic_;
  std::uint32_t node_;
  Layout layout_;
  CodePlanes codes_;
  bool drivesCodes_;             ///< the rows are driven by their codes as they are
  bool isFresh_ = false;         ///< the chip's cells are noisy at each read
  bool usesTiles_ = false;       ///< and its levels are laid out for matrix tiles
  bool drivesBits_ = false;      ///< whose operands are the codes' bits
  bool laysLines_ = false;       ///< and whose tiles lie in Operands::lines
  bool listsPairs_ = false;      ///< the row pairs that are driven are listed, in lines of codes
  bool findsWeights_ = false;    ///< noise weights are operands of their own, not made from the drives
  std::vector<ArrayRows> rows_;  ///< of each ArrayPlan
  Operands drives_, weights_;
  std::vector<std::int32_t> codePanel_;
  std::ptrdiff_t offset_ = 0;  ///< of the current block's first position
  std::ptrdiff_t half_ = 0;    ///< PairDrives::half
  bool packs_ = false;         ///< row pairs are packed along the runs of a block
  std::vector<PositionRun> runs_;
  std::vector<std::int32_t> driveSums_;
  std::vector<float> common_;  ///< phase x position; empty: nothing
  std::vector<TileRow> codeTiles_;
  Lines codeLines_;                ///< position x row pair
  std::vector<Lines> driveLines_;  ///< of each phase the same, of negative codes
  std::vector<PhaseNumbers> listed_;
  DrivenPairs driven_;
  std::vector<BlockConversion> conversions_;  ///< array x plane x phase
  std::vector<PositionRead> reads_;           ///< the same
  std::vector<std::size_t> readsOf_;          ///< of each array the first
  std::vector<DrivenPlane> drivenPlanes_;
  std::vector<DrivenSums> drivenSums_;
  Lines listedSums_;                     ///< phase x plane x padded column x position
  std::vector<std::int32_t> codeSums_;   ///< slice x column x position
  std::vector<std::int32_t> heardSums_;  ///< phase x plane x group of columns
  std::vector<double> codeWeights_, known_, factor_, bias_;
};

}  // namespace ohmic::sim
