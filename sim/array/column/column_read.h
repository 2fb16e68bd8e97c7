// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/random/stream.h"
#include "sim/array/chip_moment.h"
#include "sim/array/column/code_rows.h"
#include "sim/array/column/gated_kernel.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/layer_counts.h"
#include "sim/array/line_allocator.h"
#include "sim/array/plain_read.h"
#include "sim/array/programmed_array.h"
#include "sim/array/row_driver.h"
#include "sim/array/sum_listener.h"

namespace ohmic::sim {

/// Reads a layer's arrays for whole images with neighbouring columns in the lanes of a vector, in every mode
/// and on every chip: the block form of plain_read.h. One for each thread; holds workspace.
class ColumnReader {
 public:
  ColumnReader(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic);

  /// As LayerReader::run(), before the layer's norms.
  void run(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image, const float* input,
           float* output, LayerCounts& counts);

  /// As LayerReader::listen().
  void listen(const ProgrammedLayer& layer, const float* input, SumListener& listener);

 private:
  static constexpr int kBlock = 32;  ///< positions at a time: their sums stay in the first-level cache

  struct Block {
    int begin = 0, step = 1, count = 0;  ///< positions
    int replica = 0;
  };

  using Rows = std::vector<std::int16_t, LineAllocator<std::int16_t>>;

  /// What a term of the cells' non-linearity drives the rows with.
  struct BentDrives {
    CodeRows codes;                       ///< of an image, where codes drive the rows
    Rows rows;                            ///< block x rowStride
    const std::int16_t* first = nullptr;  ///< of the array that is read
  };

  /// Which read of a block it is.
  struct Read {
    const Block& block;
    const ChipMoment& moment;
    std::uint32_t image;
    int phase;
    int group;  ///< of the rows
    int pass;   ///< phase and group in one number
  };

  template <class Visit>
  void forEachBlock(Visit visit);
  void gather(const Block& block);
  void drivePhase(const mapping::ArrayPlan& array, const RowDriver* drivers, std::uint32_t image,
                  const Block& block, int phase);
  void scaleDrive(int count, int rows);
  template <class Visit>
  void forEachGroup(const mapping::ArrayPlan& array, int count, Visit visit);
  void multiply(const Plane& plane, int count);
  void sum(const ProgrammedArray& programmed, const Plane& plane, int count);
  [[nodiscard]] bool isWide(const Plane& plane) const;
  void bendDrives(const mapping::ArrayPlan& array, int count);
  void multiplyBend(const Plane& plane, std::size_t term, int first, int end, int count);
  void multiplyBends(const Plane& plane, int count);
  void findCommon(const ProgrammedArray& programmed, const Plane& plane, const mapping::ArrayPlan& array,
                  const Read& read);
  [[nodiscard]] static ConversionSite siteOf(const mapping::ArrayPlan& array, const Read& read, int position);
  void listenTo(const ProgrammedArray& programmed, int phase, int count, int rows, SumListener& listener);
  void readArray(const ProgrammedArray& programmed, const mapping::ArrayPlan& array, const ChipMoment& moment,
                 std::uint32_t image, const Block& block, LayerCounts& counts);
  void addOffset(const mapping::ArrayPlan& array, int count);
  void prepareStore();
  void choose(const ProgrammedLayer& layer);
  void convertFast(const ProgrammedArray& programmed, const Plane& plane, const mapping::ArrayPlan& array,
                   const Read& read, LayerCounts& counts);
  void convertPlain(const ProgrammedArray& programmed, const Plane& plane, const mapping::ArrayPlan& array,
                    const Read& read, LayerCounts& counts);
  void multiplyVariances(const Plane& plane, int count, int group);
  [[nodiscard]] std::int32_t* codeSums(const Plane& plane, const mapping::ArrayPlan& array);
  void storeExactly(const Block& block, const ProgrammedLayer& layer, float* output);
  void storeFast(const Block& block, float* output);
  [[nodiscard]] std::int64_t* exactRow(int position) {
    return &exact_[static_cast<std::size_t>(position) * stride_];
  }

  const mapping::LayerPlan& layer_;
  const LayerArithmetic& arithmetic_;
  CodeRows codes_;
  std::uint32_t node_;                 ///< hash of the layer's name
  int panelPairs_;                     ///< row pairs whose products cannot overflow int32
  bool drivesCodes_;                   ///< the rows are driven by their codes as they are
  bool bendsCodes_;                    ///< and all of them at once: a term bends codes, not drives
  int rowStride_;                      ///< numbers of one position in rows_ and drive_
  int stride_;                         ///< columns of the layer, padded
  bool sumsFitDouble_ = false;         ///< code sums times their weights are exact in double
  bool isFast_ = false;                ///< conversions go through the block kernels
  Rows rows_;                          ///< block x rowStride codes
  std::vector<std::int16_t> nominal_;  ///< the same for one array and phase
  std::vector<std::int16_t> drive_;    ///< with DAC errors
  const std::int16_t* nominalDrive_ = nullptr;
  const std::int16_t* driven_ = nullptr;
  std::ptrdiff_t drivenStride_ = 0;
  mapping::RowGroup group_;                           ///< the rows that are read
  std::vector<std::int16_t> nominalOfGroup_;          ///< block x rowStride: 0 outside the group
  std::vector<std::int16_t> drivenOfGroup_;           ///< the same with DAC errors
  std::vector<std::int32_t> panel_;                   ///< block x padded columns
  std::vector<std::int64_t> wide_;                    ///< block x padded columns: sums beyond one panel
  std::vector<std::int16_t> noiseWeights_;            ///< block x rowStride, less 2^15
  std::vector<std::int32_t> variancePanel_;           ///< block x padded columns
  std::vector<double> variances_;                     ///< block x padded columns: counts
  std::vector<std::int64_t> driveSums_;               ///< block: of sumDrive(), where g_min's share needs it
  std::vector<float> common_;                         ///< block: of commonSignal()
  SwitchedRows switched_;                             ///< of the phase and group
  std::vector<BentDrives> bent_;                      ///< term by term
  std::vector<std::int32_t> panelOfBends_;            ///< like panel_
  std::vector<double> bendTerm_, bends_;              ///< block x padded columns: counts; fixed-point units
  std::vector<std::int32_t> codeSums_;                ///< slice x block x stride
  std::vector<std::int64_t> exact_;                   ///< block x stride, fixed-point units
  std::vector<std::int64_t> offset_;                  ///< block x stride: LayerArithmetic::offsetOf()
  std::vector<double> weights_;                       ///< of a code, for each slice
  std::vector<double> gain_, known_, factor_, bias_;  ///< of each column, padded to stride
  std::vector<float> rowOutput_;                      ///< block x stride
};

}  // namespace ohmic::sim
