// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/column_read.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/array/block_conversion.h"
#include "sim/array/column/conversion_kernel.h"
#include "sim/array/column/gated_kernel.h"
#include "sim/array/column/product_kernel.h"
#include "sim/array/column/store_kernel.h"
#include "sim/array/drive_kernel.h"
#include "sim/array/plain_read.h"
#include "sim/array/stage_clock.h"

namespace ohmic::sim {
namespace {

constexpr int kLine = 32;  ///< codes of a cache line

int padded(int columns) {
  return (columns + PairedRows::kColumnStep - 1) / PairedRows::kColumnStep * PairedRows::kColumnStep;
}

}  // namespace

ColumnReader::ColumnReader(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic)
    : layer_(layer),
      arithmetic_(arithmetic),
      codes_(layer.patch),
      node_(devices::nodeHash(layer.name)),
      panelPairs_(panelPairs(arithmetic)),
      drivesCodes_(layer.input.drivesCodes() && arithmetic.dacErrors.none()),
      bendsCodes_(drivesCodes_ && layer.greatestRowGroups() == 1),
      rowStride_((layer.rows() + 2 + kLine - 1) / kLine * kLine),
      stride_(layer.columns + PairedRows::kColumnStep) {
  int columns = 0;
  for (const auto& array : layer.arrays) {
    columns = std::max(columns, padded(array.columns + (arithmetic.unitConverted ? 1 : 0)));
  }
  rows_.assign(static_cast<std::size_t>(kBlock) * rowStride_, 0);
  nominal_.assign(drivesCodes_ ? 0 : rows_.size(), 0);
  drive_.assign(arithmetic.dacErrors.none() ? 0 : rows_.size(), 0);
  panel_.assign(static_cast<std::size_t>(kBlock) * columns, 0);
  wide_.assign(panel_.size(), 0);
  panelOfBends_.assign(arithmetic.bends.empty() ? 0 : panel_.size(), 0);
  noiseWeights_.assign(rows_.size(), 0);
  variancePanel_.assign(panel_.size(), 0);
  variances_.assign(panel_.size(), 0.0);
  driveSums_.assign(kBlock, 0);
  common_.assign(kBlock, 0.0F);
  bent_.assign(arithmetic.bends.size(), {codes_, Rows(rows_.size(), 0), nullptr});
  bends_.assign(arithmetic.bends.empty() ? 0 : panel_.size(), 0.0);
  bendTerm_.assign(bends_.size(), 0.0);
  codeSums_.assign(static_cast<std::size_t>(arithmetic.slices) * kBlock * stride_, 0);
  exact_.assign(static_cast<std::size_t>(kBlock) * stride_, 0);
  offset_.assign(exact_.size(), 0);
  prepareStore();
}

/// What dequantising needs of each column, padded so that whole vectors may be read.
void ColumnReader::prepareStore() {
  const auto padded = [&](std::vector<double>& values) { values.resize(stride_, 0.0); };
  known_.assign(arithmetic_.inputOffset.begin(), arithmetic_.inputOffset.end());
  factor_.assign(arithmetic_.factor.begin(), arithmetic_.factor.end());
  bias_.assign(arithmetic_.bias.begin(), arithmetic_.bias.end());
  padded(known_), padded(factor_), padded(bias_);
  rowOutput_.assign(exact_.size(), 0.0F);
}

template <class Visit>
void ColumnReader::forEachBlock(Visit visit) {
  const int positions = layer_.patch.positions();
  for (int replica = 0; replica < layer_.replicas; ++replica) {
    const int served = (positions - replica + layer_.replicas - 1) / layer_.replicas;
    for (int first = 0; first < served; first += kBlock) {
      visit(Block{replica + first * layer_.replicas, layer_.replicas, std::min(kBlock, served - first),
                  replica});
    }
  }
}

void ColumnReader::gather(const Block& block) {
  codes_.gather(block.begin, block.step, block.count, rowStride_, rows_.data());
  for (std::size_t t = 0; t < bent_.size() && bendsCodes_; ++t) {
    bent_[t].codes.gather(block.begin, block.step, block.count, rowStride_, bent_[t].rows.data());
  }
}

void ColumnReader::drivePhase(const mapping::ArrayPlan& array, const RowDriver* drivers, std::uint32_t image,
                              const Block& block, int phase) {
  drivenStride_ = rowStride_;
  nominalDrive_ = rows_.data() + array.rowBegin;
  if (!drivesCodes_) {
    driveBlock(nominalDrive_, drivenStride_, block.count, array.rows, layer_.input, phase, nominal_.data());
    nominalDrive_ = nominal_.data();
  }
  driven_ = nominalDrive_;
  if (drivers == nullptr) {
    scaleDrive(block.count, array.rows);
    return;
  }
  for (int p = 0; p < block.count; ++p) {
    drivers->drive(nominalDrive_ + p * drivenStride_, image,
                   static_cast<std::uint32_t>(block.begin + p * block.step),
                   static_cast<std::uint32_t>(phase), &drive_[static_cast<std::size_t>(p) * rowStride_]);
  }
  driven_ = drive_.data();
}

/// Drives without errors in the units of those with them.
void ColumnReader::scaleDrive(int count, int rows) {
  if (arithmetic_.dacFractionBits == 0) {
    return;
  }
  for (int p = 0; p < count; ++p) {
    const std::int16_t* nominal = nominalDrive_ + p * drivenStride_;
    std::int16_t* drive = &drive_[static_cast<std::size_t>(p) * rowStride_];
    for (int k = 0; k < rows; ++k) {
      drive[k] = static_cast<std::int16_t>(nominal[k] * (1 << arithmetic_.dacFractionBits));
    }
  }
  driven_ = drive_.data();
}

namespace {

/// The rows of a group as they are driven, all others at 0 V.
const std::int16_t* rowsOfGroup(const std::int16_t* driven, std::ptrdiff_t stride, int count,
                                const mapping::RowGroup& group, std::vector<std::int16_t>& own) {
  own.assign(static_cast<std::size_t>(count * stride), 0);
  for (int p = 0; p < count; ++p) {
    std::copy_n(driven + p * stride + group.begin, group.rows, &own[p * stride + group.begin]);
  }
  return own.data();
}

}  // namespace

/// Each group of an array's rows, whose drives driven_ and nominalDrive_ are then. The phase's are there
/// again afterwards.
template <class Visit>
void ColumnReader::forEachGroup(const mapping::ArrayPlan& array, int count, Visit visit) {
  const int groups = layer_.rowGroups(array);
  const std::int16_t* const driven = driven_;
  const std::int16_t* const nominal = nominalDrive_;
  for (int index = 0; index < groups; ++index) {
    group_ = layer_.rowGroup(array, index);
    if (groups > 1) {
      driven_ = rowsOfGroup(driven, drivenStride_, count, group_, drivenOfGroup_);
      nominalDrive_ =
          driven == nominal ? driven_ : rowsOfGroup(nominal, drivenStride_, count, group_, nominalOfGroup_);
    }
    visit(index);
  }
  driven_ = driven;
  nominalDrive_ = nominal;
}

void ColumnReader::multiply(const Plane& plane, int count) {
  const StageScope scope(Stage::product);
  const int begin = group_.firstPair(), pairs = group_.pairs();
  multiplyRows(driven_ + 2 * begin, drivenStride_, count, plane.levels, begin, std::min(pairs, panelPairs_),
               panel_.data());
  if (pairs <= panelPairs_) {
    return;
  }
  const std::size_t size = static_cast<std::size_t>(count) * plane.levels.paddedColumns();
  std::copy_n(panel_.begin(), size, wide_.begin());
  for (int first = begin + panelPairs_; first < begin + pairs; first += panelPairs_) {
    multiplyRows(driven_ + 2 * first, drivenStride_, count, plane.levels, first,
                 std::min(panelPairs_, begin + pairs - first), panel_.data());
    for (std::size_t i = 0; i < size; ++i) {
      wide_[i] += panel_[i];
    }
  }
}

/// The column currents of a plane, in panel_; in wide_ if isWide() says so.
void ColumnReader::sum(const ProgrammedArray& programmed, const Plane& plane, int count) {
  if (plane.gatedPlus.empty()) {
    multiply(plane, count);
    return;
  }
  const StageScope scope(Stage::product);
  sumGatedBlock(arithmetic_, programmed, plane, switched_, panel_.data());
}

bool ColumnReader::isWide(const Plane& plane) const {
  return plane.gatedPlus.empty() && group_.pairs() > panelPairs_;
}

/// What each term of the cells' non-linearity drives the rows with: the same for all planes. Where codes
/// drive them, gather() has bent the codes.
void ColumnReader::bendDrives(const mapping::ArrayPlan& array, int count) {
  const StageScope scope(Stage::gather);
  for (std::size_t t = 0; t < arithmetic_.bends.size(); ++t) {
    auto& bent = bent_[t];
    if (bendsCodes_) {
      bent.first = &bent.rows[static_cast<std::size_t>(array.rowBegin)];
      continue;
    }
    for (int p = 0; p < count; ++p) {
      const std::int16_t* drive = driven_ + p * drivenStride_;
      std::transform(drive, drive + array.rows, &bent.rows[static_cast<std::size_t>(p) * rowStride_],
                     [&](std::int16_t d) { return arithmetic_.bends[t].of(d); });
    }
    bent.first = bent.rows.data();
  }
}

/// A term's sums over row pairs [first, end), in panelOfBends_.
void ColumnReader::multiplyBend(const Plane& plane, std::size_t term, int first, int end, int count) {
  multiplyRows(bent_[term].first + 2 * static_cast<std::ptrdiff_t>(first), rowStride_, count,
               plane.bends[term].coefficients, first, end - first, panelOfBends_.data());
}

/// What non-linear cells add to a plane's sums, in bends_: sumBends() of plain_read.h.
void ColumnReader::multiplyBends(const Plane& plane, int count) {
  const StageScope scope(Stage::product);
  const int size = count * plane.levels.paddedColumns();
  for (std::size_t t = 0; t < plane.bends.size(); ++t) {
    const auto& bend = plane.bends[t];
    const double unit = bendUnit(arithmetic_, plane, t);
    if (bend.panels.size() == 1) {
      multiplyBend(plane, t, 0, bend.panels[0], count);
      addScaledCounts(panelOfBends_.data(), unit, size, t == 0, bends_.data());
      continue;
    }
    if (t == 0) {
      std::fill_n(bends_.begin(), size, 0.0);
    }
    std::fill_n(bendTerm_.begin(), size, 0.0);
    int first = 0;
    for (const int end : bend.panels) {
      multiplyBend(plane, t, first, end, count);
      addCounts(panelOfBends_.data(), size, bendTerm_.data());
      first = end;
    }
    addScaled(bendTerm_.data(), unit, size, bends_.data());
  }
}

std::int32_t* ColumnReader::codeSums(const Plane& plane, const mapping::ArrayPlan& array) {
  return &codeSums_[static_cast<std::size_t>(plane.slice) * kBlock * stride_ + array.columnBegin];
}

/// Variance counts of the block's sums, panel by panel.
void ColumnReader::multiplyVariances(const Plane& plane, int count, int group) {
  const StageScope scope(Stage::noise);
  const int padded = plane.variance.paddedColumns();
  const int begin = group_.firstPair(), end = begin + group_.pairs();
  const double* const offset = plane.varianceOffset.data() + static_cast<std::ptrdiff_t>(group) * padded;
  const int rows = std::min(2 * group_.pairs(), plane.levels.rows() - 2 * begin);
  for (int p = 0; p < count; ++p) {
    const std::size_t row = static_cast<std::size_t>(p) * rowStride_ + 2 * static_cast<std::size_t>(begin);
    shiftedNoiseWeights(nominalDrive_ + p * drivenStride_ + 2 * begin, rows, layer_.input,
                        &noiseWeights_[row]);
    std::copy_n(offset, padded, &variances_[static_cast<std::size_t>(p) * padded]);
  }
  for (int first = begin; first < end; first += kVariancePanelPairs) {
    multiplyRows(&noiseWeights_[2 * static_cast<std::size_t>(first)], rowStride_, count, plane.variance,
                 first, std::min(kVariancePanelPairs, end - first), variancePanel_.data());
    addCounts(variancePanel_.data(), count * padded, variances_.data());
  }
}

/// What all columns of a plane have in common, position by position, in common_.
void ColumnReader::findCommon(const ProgrammedArray& programmed, const Plane& plane,
                              const mapping::ArrayPlan& array, const Read& read) {
  if (plane.unitVariance.columns() == 0) {
    for (int p = 0; p < read.block.count; ++p) {
      common_[p] = static_cast<float>(programmed.commonTerm) * static_cast<float>(driveSums_[p]);
    }
    return;
  }
  const devices::RandomStream stream = readNoiseStream(plane, read.moment.seed, read.moment.chip, node_);
  for (int p = 0; p < read.block.count; ++p) {
    ColumnSignals signals;
    signals.driveSum = driveSums_[p];
    sumVariances(plane.unitVariance, layer_.input, nominalDrive_ + p * drivenStride_, &signals.unitVariance);
    common_[p] = commonSignal(arithmetic_, programmed, plane, stream, siteOf(array, read, p), signals);
  }
}

ConversionSite ColumnReader::siteOf(const mapping::ArrayPlan& array, const Read& read, int position) {
  return {read.image,
          static_cast<std::uint32_t>(read.block.begin + position * read.block.step),
          static_cast<std::uint32_t>(read.pass),
          static_cast<std::uint32_t>(array.rowBlock),
          static_cast<std::uint32_t>(array.columnBegin),
          static_cast<std::uint32_t>(array.unitColumn)};
}

void ColumnReader::convertFast(const ProgrammedArray& programmed, const Plane& plane,
                               const mapping::ArrayPlan& array, const Read& read, LayerCounts& counts) {
  const StageScope scope(Stage::convert);
  const int padded = plane.levels.paddedColumns();
  const int outputs = plane.levels.columns() - (arithmetic_.unitConverted ? 1 : 0);
  const bool hasCommon = programmed.commonTerm != 0.0 || plane.unitVariance.columns() > 0;
  const bool isNoisy = plane.varianceUnit > 0.0 || arithmetic_.adcNoise > 0.0;
  BlockNoise noise;
  if (plane.varianceUnit > 0.0) {
    multiplyVariances(plane, read.block.count, read.group);
  }
  if (hasCommon) {
    findCommon(programmed, plane, array, read);
    noise.common = common_.data();
  }
  if (plane.bends.size() == 1 && plane.bends[0].panels.size() == 1) {
    const StageScope product(Stage::product);
    multiplyBend(plane, 0, 0, plane.bends[0].panels[0], read.block.count);
    noise.bendCounts = panelOfBends_.data();
    noise.bendUnit = bendUnit(arithmetic_, plane, 0);
  } else if (!plane.bends.empty()) {
    multiplyBends(plane, read.block.count);
    noise.bends = bends_.data();
  }
  noise.varianceUnit = varianceUnit(arithmetic_, plane);
  noise.converterVariance = static_cast<float>(arithmetic_.converterVariance(plane.slice, read.phase));
  noise.converters = plane.converters.empty() ? nullptr : &plane.converters;
  noise.magnitudeBits = devices::magnitudeBits(arithmetic_.adcCodes);
  noise.variances = variances_.data();
  if (isNoisy) {
    noise.stream = readNoiseStream(plane, read.moment.seed, read.moment.chip, node_);
  }
  const ConversionSite site = siteOf(array, read, 0);
  noise.image = site.image;
  noise.firstPosition = site.position;
  noise.positionStep = static_cast<std::uint32_t>(read.block.step);
  noise.phaseAndRowBlock = site.pass | (site.rowBlock << 16U);
  noise.column = site.column;
  noise.subtractsUnit = arithmetic_.unitConverted;
  noise.unitColumn = site.unitColumn;
  const BlockConversion conversion =
      blockConversion(arithmetic_, plane, array.rowBlock == 0 && read.pass == 0, read.phase);
  counts.saturated[array.index - layer_.arrays[0].index] += convertBlock(
      conversion, noise, panel_.data(), read.block.count, outputs, padded, codeSums(plane, array), stride_);
}

void ColumnReader::convertPlain(const ProgrammedArray& programmed, const Plane& plane,
                                const mapping::ArrayPlan& array, const Read& read, LayerCounts& counts) {
  const StageScope scope(Stage::convert);
  const devices::RandomStream noise = readNoiseStream(plane, read.moment.seed, read.moment.chip, node_);
  const Block& block = read.block;
  const int columns = plane.levels.columns();
  std::vector<std::int64_t> sums(columns), variances(columns), codes(columns);
  if (!plane.bends.empty()) {
    multiplyBends(plane, block.count);
  }
  for (int p = 0; p < block.count; ++p) {
    const std::size_t first = static_cast<std::size_t>(p) * plane.levels.paddedColumns();
    for (int c = 0; c < columns; ++c) {
      sums[c] = isWide(plane) ? wide_[first + c] : panel_[first + c];
    }
    const std::int16_t* drive = driven_ + p * drivenStride_;
    const std::int16_t* nominal = nominalDrive_ + p * drivenStride_;
    ColumnSignals signals;
    signals.sums = sums.data();
    signals.driveSum = sumDrive(drive, array.rows);
    signals.phase = read.phase;
    if (plane.varianceUnit > 0.0) {
      sumVariances(plane.variance, layer_.input, nominal, variances.data());
      signals.variances = variances.data();
    }
    if (plane.unitVariance.columns() > 0) {
      sumVariances(plane.unitVariance, layer_.input, nominal, &signals.unitVariance);
    }
    signals.bends = plane.bends.empty() ? nullptr : &bends_[first];
    convertColumns(arithmetic_, programmed, plane, noise, siteOf(array, read, p), signals, codes.data());
    counts.saturated[array.index - layer_.arrays[0].index] +=
        countSaturated(arithmetic_, read.phase, codes.data(), columns);
    addCodes(arithmetic_, plane, read.phase, codes.data(), exactRow(p) + array.columnBegin);
  }
}

/// The digital correction of an array's sums: the same for all its outputs.
void ColumnReader::addOffset(const mapping::ArrayPlan& array, int count) {
  for (int p = 0; p < count; ++p) {
    const std::int16_t* codes = &rows_[static_cast<std::size_t>(p) * rowStride_ + array.rowBegin];
    const std::int64_t offset = arithmetic_.offsetOf(sumCodes(layer_.input, codes, array.rows));
    std::int64_t* sums = &offset_[static_cast<std::size_t>(p) * stride_ + array.columnBegin];
    for (int c = 0; c < array.columns; ++c) {
      sums[c] += offset;
    }
  }
}

void ColumnReader::readArray(const ProgrammedArray& programmed, const mapping::ArrayPlan& array,
                             const ChipMoment& moment, std::uint32_t image, const Block& block,
                             LayerCounts& counts) {
  std::optional<RowDriver> drivers;
  if (!arithmetic_.dacErrors.none()) {
    drivers.emplace(arithmetic_, array, static_cast<std::uint32_t>(block.replica), node_, moment);
  }
  if (arithmetic_.offsetPerCode != 0.0) {
    addOffset(array, block.count);
  }
  for (int phase = 0; phase < arithmetic_.phases; ++phase) {
    drivePhase(array, drivers ? &*drivers : nullptr, image, block, phase);
    forEachGroup(array, block.count, [&](int group) {
      const Read read{block, moment, image, phase, group, phase * layer_.rowGroups(array) + group};
      bendDrives(array, block.count);
      if (!programmed.planes[0].gatedPlus.empty()) {
        switched_.find(programmed.gatedWires, driven_, drivenStride_, array.rows, block.count);
      }
      if (programmed.commonTerm != 0.0 && isFast_) {
        sumRowDrives(driven_, drivenStride_, block.count, array.rows, driveSums_.data());
      }
      for (const auto& plane : programmed.planes) {
        sum(programmed, plane, block.count);
        if (isFast_) {
          convertFast(programmed, plane, array, read, counts);
        } else {
          convertPlain(programmed, plane, array, read, counts);
        }
      }
    });
  }
}

void ColumnReader::storeExactly(const Block& block, const ProgrammedLayer& layer, float* output) {
  const int positions = layer_.patch.positions();
  for (int p = 0; p < block.count; ++p) {
    std::int64_t* sums = exactRow(p);
    for (int slice = 0; slice < arithmetic_.slices && isFast_; ++slice) {
      const std::int64_t weight = arithmetic_.weight(slice, 0);
      const std::int32_t* codes = &codeSums_[(static_cast<std::size_t>(slice) * kBlock + p) * stride_];
      for (int c = 0; c < layer_.columns; ++c) {
        sums[c] += codes[c] * weight;
      }
    }
    const int position = block.begin + p * block.step;
    for (int c = 0; c < layer_.columns; ++c) {
      const std::size_t place = layer_.patch.channelsLast
                                    ? static_cast<std::size_t>(position) * layer_.columns + c
                                    : static_cast<std::size_t>(c) * positions + position;
      output[place] = arithmetic_.output(sums[c], offset_[static_cast<std::size_t>(p) * stride_ + c], c,
                                         layer.gain[static_cast<std::size_t>(c)]);
    }
  }
}

/// The same with whole vectors: code sums only, neighbouring positions.
void ColumnReader::storeFast(const Block& block, float* output) {
  BlockOutput rows;
  rows.codeSums = codeSums_.data();
  rows.sliceStride = static_cast<std::ptrdiff_t>(kBlock) * stride_;
  rows.stride = stride_;
  rows.slices = arithmetic_.slices;
  rows.weight = weights_.data();
  rows.column = {gain_.data(), known_.data(), factor_.data(), bias_.data()};
  dequantiseBlock(rows, block.count, layer_.columns, rowOutput_.data());
  if (layer_.patch.channelsLast) {
    for (int p = 0; p < block.count; ++p) {
      std::copy_n(&rowOutput_[static_cast<std::size_t>(p) * stride_], layer_.columns,
                  output + static_cast<std::ptrdiff_t>(block.begin + p) * layer_.columns);
    }
    return;
  }
  transposeBlock(rowOutput_.data(), stride_, block.count, layer_.columns, output + block.begin,
                 layer_.patch.positions());
}

/// Which of the ways this chip's arrays allow.
void ColumnReader::choose(const ProgrammedLayer& layer) {
  isFast_ = convertsInBlocks(layer_, arithmetic_);
  for (const auto& array : layer.arrays) {
    for (const auto& plane : array.planes) {
      isFast_ = isFast_ && convertsInBlocks(layer_, arithmetic_, plane);
    }
  }
  gain_.assign(stride_, 1.0);
  std::copy(layer.gain.begin(), layer.gain.end(), gain_.begin());
  weights_.clear();
  double greatest = 0.0;
  for (int slice = 0; slice < arithmetic_.slices && !arithmetic_.idealAdc; ++slice) {
    weights_.push_back(static_cast<double>(arithmetic_.weight(slice, 0)));
    greatest += weights_.back() * std::numeric_limits<std::int32_t>::max();
  }
  constexpr double kExact = 9007199254740992.0;  // 2^53
  sumsFitDouble_ = greatest < kExact;
}

void ColumnReader::run(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image,
                       const float* input, float* output, LayerCounts& counts) {
  const StageScope scope(Stage::gather);
  codes_.quantise(input, arithmetic_.dac);
  codes_.addWork(layer_.input, counts.driveWork.data());
  for (std::size_t t = 0; t < bent_.size() && bendsCodes_; ++t) {
    bent_[t].codes.takeFrom(codes_, [&](std::int16_t d) { return arithmetic_.bends[t].of(d); });
  }
  choose(layer);
  const bool storesFast =
      isFast_ && sumsFitDouble_ && arithmetic_.offsetPerCode == 0.0 && layer_.replicas == 1;
  forEachBlock([&](const Block& block) {
    gather(block);
    if (!storesFast) {
      std::fill(exact_.begin(), exact_.end(), 0);
      std::fill(offset_.begin(), offset_.end(), 0);
    }
    for (std::size_t a = 0; a < layer_.arrays.size(); ++a) {
      const auto& programmed =
          layer.arrays[static_cast<std::size_t>(block.replica) * layer_.arrays.size() + a];
      readArray(programmed, layer_.arrays[a], moment, image, block, counts);
    }
    const StageScope storeScope(Stage::store);
    if (storesFast) {
      storeFast(block, output);
    } else {
      storeExactly(block, layer, output);
    }
  });
}

void ColumnReader::listenTo(const ProgrammedArray& programmed, int phase, int count, int rows,
                            SumListener& listener) {
  for (const auto& plane : programmed.planes) {
    multiply(plane, count);
    const int stride = plane.levels.paddedColumns();
    if (group_.pairs() <= panelPairs_) {
      std::copy_n(panel_.begin(), static_cast<std::size_t>(count) * stride, wide_.begin());
    }
    for (int p = 0; p < count && programmed.commonTerm != 0.0; ++p) {
      const double common = std::nearbyint(programmed.commonTerm *
                                           static_cast<double>(sumDrive(driven_ + p * drivenStride_, rows)));
      for (int c = 0; c < stride; ++c) {
        wide_[static_cast<std::size_t>(p) * stride + c] += static_cast<std::int64_t>(common);
      }
    }
    for (int p = 0; p < count; ++p) {
      listener.hear(plane, phase, &wide_[static_cast<std::size_t>(p) * stride], plane.levels.columns());
    }
  }
}

void ColumnReader::listen(const ProgrammedLayer& layer, const float* input, SumListener& listener) {
  codes_.quantise(input, arithmetic_.dac);
  forEachBlock([&](const Block& block) {
    gather(block);
    for (std::size_t a = 0; a < layer_.arrays.size(); ++a) {
      for (int phase = 0; phase < arithmetic_.phases; ++phase) {
        drivePhase(layer_.arrays[a], nullptr, 0, block, phase);
        forEachGroup(layer_.arrays[a], block.count, [&](int) {
          listenTo(layer.arrays[a], phase, block.count, layer_.arrays[a].rows, listener);
        });
      }
    }
  });
}

}  // namespace ohmic::sim
