// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/position_read.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/array/block_conversion.h"
#include "sim/array/drive_kernel.h"
#include "sim/array/kernel_target.h"
#include "sim/array/position/product_kernel.h"
#include "sim/array/position/store_kernel.h"
#include "sim/array/position/tile_layout_kernel.h"
#include "sim/array/read_form.h"
#include "sim/array/stage_clock.h"

namespace ohmic::sim {
namespace {

constexpr int kHalfBlock = kBlockPositions / 2;

/// The 16-bit numbers of an operand, two in each of its own.
template <class Numbers>
const std::int16_t* halves(const Numbers& numbers) {
  return reinterpret_cast<const std::int16_t*>(numbers.data());
}
template <class Numbers>
std::int16_t* halves(Numbers& numbers) {
  return reinterpret_cast<std::int16_t*>(numbers.data());
}

std::vector<double> padded(std::vector<double> values, std::size_t size) {
  values.resize(size, 0.0);
  return values;
}

}  // namespace

PositionReader::PositionReader(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic)
    : layer_(layer),
      arithmetic_(arithmetic),
      node_(devices::nodeHash(layer.name)),
      layout_(chooseLayout(layer, arithmetic.phases)),
      codes_(layer.patch,
             layout_ == Layout::contiguous ? CodePlanes::Form::unfolded : CodePlanes::Form::lines),
      drivesCodes_(layer.input.drivesCodes()) {
  const auto columns = static_cast<std::size_t>(layer.columns);
  findPairs();
  if (layout_ != Layout::packed && LaidLines::serve(layer)) {
    drives_.lines.emplace(layer.patch, codes_);
    weights_.lines.emplace(layer.patch, codes_);
  }
  driveSums_.assign(kBlockPositions, 0);
  codeSums_.assign(static_cast<std::size_t>(arithmetic.slices) * columns * kBlockPositions, 0);
  for (int slice = 0; slice < arithmetic.slices && !arithmetic.lsb.empty();
       ++slice) {  // none: to listen only
    codeWeights_.push_back(static_cast<double>(arithmetic.weight(slice, 0)));
  }
  known_ = padded({arithmetic.inputOffset.begin(), arithmetic.inputOffset.end()}, columns);
  factor_ = arithmetic.factor;
  bias_ = padded({arithmetic.bias.begin(), arithmetic.bias.end()}, columns);
}

/// Planes are read where they lie if no lanes are empty, or unfolded; codes are packed for each block where
/// unfolded planes, and their phases' drives, would not stay in the second-level cache.
PositionReader::Layout PositionReader::chooseLayout(const mapping::LayerPlan& layer, int phases) {
  const auto& patch = layer.patch;
  constexpr std::size_t kSmallPlanes = 1U << 17U;
  const bool isSmall = static_cast<std::size_t>(phases) * CodePlanes::unfoldedSize(patch) <= kSmallPlanes;
  const bool isDense = patch.strideX == 1 && patch.strideY == 1 && (isSmall || phases == 1);
  if (isDense && patch.outputWidth % kBlockPositions == 0) {
    return Layout::lines;
  }
  if (isDense && patch.outputWidth == kHalfBlock) {
    return Layout::twoLines;
  }
  return isSmall ? Layout::contiguous : Layout::packed;
}

void PositionReader::findPairs() {
  for (const auto& array : layer_.arrays) {
    ArrayRows rows;
    rows.ones = PairedRows(array.rows, 1);
    for (int k = 0; k < array.rows; k += 2) {
      const auto first = codes_.place(array.rowBegin + k);
      const bool isLast = k + 1 == array.rows;  // its second row counts nothing
      const auto second =
          isLast ? CodePlanes::Place{first.offset, true} : codes_.place(array.rowBegin + k + 1);
      rows.pairs.push_back({first.offset, second.offset, first.isHigh, second.isHigh});
      rows.first.push_back(first.offset);
      if (!rows.pairs.back().isWhole()) {
        rows.torn.push_back(rows.pairs.back());
        rows.tornAt.push_back(rows.pairs.size() - 1);
      }
      rows.ones.at(k, 0) = 1;
      if (!isLast) {
        rows.ones.at(k + 1, 0) = 1;
      }
    }
    rows.cut = TileCut::of(static_cast<int>(rows.pairs.size()));
    packs_ = packs_ || layout_ == Layout::packed || !rows.torn.empty();
    rows_.push_back(std::move(rows));
  }
}

/// Whether lists of what is driven are shorter than what all rows take. Where more than two bits of five are
/// set, most row pairs are driven, and lists take longer to make than they save.
/// @param ones  bits of the codes that are set, at all positions.
bool PositionReader::drivesFew(std::int64_t ones) const {
  const std::int64_t bits =
      static_cast<std::int64_t>(layer_.rows()) * layer_.patch.positions() * arithmetic_.phases;
  return 5 * ones <= 2 * bits;
}

/// Which operands this chip's arrays ask for. @param drivesFew  few rows are driven in a phase.
void PositionReader::choose(const ProgrammedLayer& layer, bool drivesFew) {
  isFresh_ = std::any_of(layer.arrays.begin(), layer.arrays.end(), [](const auto& array) {
    return std::any_of(array.planes.begin(), array.planes.end(),
                       [](const auto& plane) { return plane.varianceUnit > 0.0; });
  });
  usesTiles_ =
      usesMatrixTiles() && std::all_of(layer.arrays.begin(), layer.arrays.end(), [](const auto& array) {
        return std::all_of(array.planes.begin(), array.planes.end(), [](const auto& plane) {
          return !plane.levels.tiles().empty() &&
                 (plane.varianceUnit == 0.0 || !plane.variance.tiles().empty());
        });
      });
  const auto& input = layer_.input;
  const bool hasCommon = std::any_of(layer.arrays.begin(), layer.arrays.end(),
                                     [](const auto& array) { return array.commonTerm != 0.0; });
  drivesBits_ = usesTiles_ && input.isPerBit() && !input.isSigned() && input.greatest <= 255 && !hasCommon;
  listsPairs_ = drivesFew && !usesTiles_ && !isFresh_ && !hasCommon && input.isPerBit() &&
                input.offset() == 0 && arithmetic_.adcCodes.greatest > 0;
  findsWeights_ = isFresh_ && !(usesTiles_ && input.weighsSquares());
  const bool weighsOtherwise = isFresh_ && (findsWeights_ || input.greatestDrive() == 1);
  laysLines_ = drives_.lines.has_value() && usesTiles_ && drivesCodes_ && !hasCommon && !weighsOtherwise;
  const auto phases = static_cast<std::size_t>(arithmetic_.phases);
  for (auto* operands : {&drives_, &weights_}) {
    if (operands->lines.has_value()) {
      operands->lines->restart();
    }
    operands->planes.resize(phases);
    operands->panels.resize(phases);
    operands->pairs.resize(phases);
    operands->tileRows.resize(phases);
    operands->tiles.clear();
  }
  if (usesTiles_) {
    const std::int64_t greatest = input.greatestDrive();
    drives_.tiles.assign(phases, {driveBytes(input.drivesNegative() ? -greatest : 0, greatest)});
  }
  if (usesTiles_ && isFresh_) {
    weights_.tiles.assign(phases, {driveBytes(0, input.noiseWeight(input.greatestDrive()))});
  }
}

/// All reads of an image but for what a block changes.
void PositionReader::setReads(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image) {
  conversions_.clear();
  reads_.clear();
  readsOf_.clear();
  for (std::size_t a = 0; a < layer.arrays.size(); ++a) {
    readsOf_.push_back(reads_.size());
    const auto& plan = layer_.arrays[a];
    for (const auto& plane : layer.arrays[a].planes) {
      PositionNoise noise;
      noise.varianceUnit = varianceUnit(arithmetic_, plane);
      noise.converterVariance = static_cast<float>(arithmetic_.converterVariance(plane.slice, 0));
      noise.variance = &plane.variance;
      noise.varianceOffset = plane.varianceOffset.data();
      noise.image = image;
      noise.column = static_cast<std::uint32_t>(plan.columnBegin);
      if (noise.varianceUnit > 0.0F || noise.converterVariance > 0.0F) {
        noise.stream = readNoiseStream(plane, moment.seed, moment.chip, node_);
      }
      for (int phase = 0; phase < arithmetic_.phases; ++phase) {
        noise.phaseAndRowBlock =
            static_cast<std::uint32_t>(phase) | (static_cast<std::uint32_t>(plan.rowBlock) << 16U);
        conversions_.push_back(blockConversion(arithmetic_, plane, plan.rowBlock == 0 && phase == 0, phase));
        reads_.push_back({{}, conversions_.back(), noise});
      }
    }
  }
}

/// What drives rows in each phase, and its noise weights, for the whole image; where blocks are packed, for
/// each block later.
void PositionReader::setPhases() {
  if (layout_ == Layout::packed) {
    return;
  }
  const auto& numbers = codes_.numbers();
  const int count = static_cast<int>(2 * numbers.size());
  for (std::size_t phase = 0; phase < drives_.planes.size(); ++phase) {
    if (!drivesCodes_ && !drivesBits_ && !listsPairs_) {
      drives_.planes[phase].resize(numbers.size());
      driveRows(halves(numbers), count, layer_.input, static_cast<int>(phase), halves(drives_.planes[phase]));
    }
    if (findsWeights_) {
      weights_.planes[phase].resize(numbers.size());
      shiftedNoiseWeights(halves(drivesCodes_ ? numbers : drives_.planes[phase]), count, layer_.input,
                          halves(weights_.planes[phase]));
    }
  }
}

/// The operands that were found, for matrix tiles.
void PositionReader::layTiles(std::size_t array, int positions) {
  const int pairs = static_cast<int>(rows_[array].pairs.size());
  const TileCut& cut = rows_[array].cut;
  const auto rows = static_cast<std::size_t>(2 * cut.tiles) * static_cast<std::size_t>(cut.quads);
  const auto reserve = [&](Operands& operands, std::size_t phase) {
    auto& tiles = operands.tiles[phase];
    auto& tileRows = operands.tileRows[phase];
    const bool hasHigh = tiles.isTwoBytes();
    tileRows.resize(std::max(tileRows.size(), (hasHigh ? 2 : 1) * rows));
    tiles.low = tileRows.data();
    tiles.high = hasHigh ? tileRows.data() + rows : nullptr;
    return std::pair(tileRows.data(), hasHigh ? tileRows.data() + rows : nullptr);
  };
  const bool weighsDrives = layer_.input.greatestDrive() == 1 && !layer_.input.drivesNegative();  // 1 squared
  if (drivesBits_) {
    codeTiles_.resize(std::max(codeTiles_.size(), rows));
    layDriveTiles({drives_.pairs[0].data(), half_}, pairs, positions, Laying::plain, 2, codeTiles_.data(),
                  nullptr);
  }
  for (std::size_t phase = 0; phase < drives_.tiles.size(); ++phase) {
    const PairDrives drives{drives_.pairs[drivesBits_ ? 0 : phase].data(), half_};
    const auto [low, high] = reserve(drives_, phase);
    if (drivesBits_) {
      layBits(codeTiles_.data(), pairs + pairs % 2, layer_.input.bitOf(static_cast<int>(phase)), low);
    } else {
      layDriveTiles(drives, pairs, positions, Laying::plain, 2, low, high);
    }
    if (!isFresh_) {
      continue;
    }
    if (!findsWeights_ && weighsDrives) {
      weights_.tiles[phase] = drives_.tiles[phase];
      continue;
    }
    const auto [lowWeights, highWeights] = reserve(weights_, phase);
    const PairDrives weights{findsWeights_ ? weights_.pairs[phase].data() : drives.pairs, half_};
    layDriveTiles(weights, pairs, positions, findsWeights_ ? Laying::shifted : Laying::squared, 2, lowWeights,
                  highWeights);
  }
}

/// The lines that a block's windows hold.
void PositionReader::layWindows(const Block& block) {
  drives_.lines->lay(codes_, block.begin, block.count, Laying::plain, drives_.tiles[0].isTwoBytes());
  if (isFresh_) {
    weights_.lines->lay(codes_, block.begin, block.count, Laying::squared, weights_.tiles[0].isTwoBytes());
  }
}

void PositionReader::pointToLines(std::size_t array, const Block& block) {
  drives_.lines->point(layer_.arrays[array].rowBegin, block.begin, drives_.tiles[0]);
  if (isFresh_) {
    weights_.lines->point(layer_.arrays[array].rowBegin, block.begin, weights_.tiles[0]);
  }
}

/// The row pairs that the operands found drive.
void PositionReader::listPairs(std::size_t array, int positions) {
  const int pairs = static_cast<int>(rows_[array].pairs.size());
  constexpr std::ptrdiff_t kStep = DrivenPairs::kPairStep;
  const std::ptrdiff_t stride = (pairs + kStep - 1) / kStep * kStep;
  const auto size = static_cast<std::size_t>(kBlockPositions * stride);
  codeLines_.resize(std::max(codeLines_.size(), size));
  layLines({drives_.pairs[0].data(), half_}, pairs, positions, stride, codeLines_.data());
  const auto phases = static_cast<std::size_t>(arithmetic_.phases);
  listed_.resize(phases);
  driveLines_.resize(layer_.input.isSigned() ? phases : 0);
  for (std::size_t phase = 0; phase < phases; ++phase) {
    const int number = static_cast<int>(phase);
    if (!layer_.input.isSigned()) {
      listed_[phase] = {codeLines_.data(), layer_.input.bitOf(number), 0x00010001U};
      continue;
    }
    auto& lines = driveLines_[phase];
    lines.resize(std::max(lines.size(), size));
    driveRows(halves(codeLines_), static_cast<int>(2 * stride * positions), layer_.input, number,
              halves(lines));
    listed_[phase] = {lines.data()};
  }
  driven_.find(listed_, stride, pairs, positions);
}

template <class Visit>
void PositionReader::forEachBlock(Visit visit) const {
  const int width = layer_.patch.outputWidth;
  const int positions = layer_.patch.positions();
  const int line = layout_ == Layout::lines ? width : positions;
  for (int first = 0; first < positions; first += line) {
    for (int begin = 0; begin < line; begin += kBlockPositions) {
      visit(Block{first + begin, std::min(kBlockPositions, line - begin)});
    }
  }
}

/// Where a block's positions lie, and its runs along the lines of the output.
void PositionReader::findRuns(const Block& block) {
  const bool hasHalf = layout_ == Layout::twoLines && block.count > kHalfBlock;
  offset_ = codes_.offset(block.begin);
  half_ = hasHalf ? codes_.offset(block.begin + kHalfBlock) - offset_ : kHalfBlock;
  if (!packs_) {
    return;
  }
  runs_.clear();
  const int width = layout_ == Layout::contiguous ? layer_.patch.positions() : layer_.patch.outputWidth;
  for (int lane = 0; lane < block.count;) {
    const int position = block.begin + lane;
    const int count = std::min(block.count - lane, width - position % width);
    const auto place = layout_ == Layout::packed ? lane : static_cast<int>(lane / kHalfBlock * half_);
    runs_.push_back({place, count, codes_.offset(position)});
    lane += count;
  }
}

/// Operands where the planes hold them; pairs that share no numbers are packed, halves as far apart.
void PositionReader::findOperandsInPlanes(const ArrayRows& rows, const std::int32_t* numbers,
                                          std::vector<std::int32_t>& panel,
                                          std::vector<const std::int32_t*>& pairs) const {
  const std::int32_t* start = numbers + offset_;
  pairs.resize(rows.first.size());
  std::transform(rows.first.begin(), rows.first.end(), pairs.begin(),
                 [&](std::ptrdiff_t first) { return start + first; });
  if (rows.torn.empty()) {
    return;
  }
  const std::ptrdiff_t stride = half_ + kBlockPositions;
  panel.resize(rows.torn.size() * static_cast<std::size_t>(stride));
  packPairs(numbers, rows.torn.data(), static_cast<int>(rows.torn.size()), runs_.data(),
            static_cast<int>(runs_.size()), 1, stride, panel.data());
  for (std::size_t t = 0; t < rows.torn.size(); ++t) {
    pairs[rows.tornAt[t]] = &panel[t * static_cast<std::size_t>(stride)];
  }
}

void PositionReader::findOperands(std::size_t array) {
  keepTilesAwake();
  const auto& rows = rows_[array];
  const bool takesBits = drivesBits_ || listsPairs_;  // of codes, later
  const bool findsCodes = drivesCodes_ || takesBits;
  const std::size_t phases = takesBits ? 1 : static_cast<std::size_t>(arithmetic_.phases);
  if (layout_ != Layout::packed) {
    for (std::size_t phase = 0; phase < phases; ++phase) {
      findOperandsInPlanes(rows, (findsCodes ? codes_.numbers() : drives_.planes[phase]).data(),
                           drives_.panels[phase], drives_.pairs[phase]);
      if (findsWeights_) {
        findOperandsInPlanes(rows, weights_.planes[phase].data(), weights_.panels[phase],
                             weights_.pairs[phase]);
      }
    }
    return;
  }
  codePanel_.resize(rows.pairs.size() * kBlockPositions + kHalfBlock);
  packPairs(codes_.numbers().data(), rows.pairs.data(), static_cast<int>(rows.pairs.size()), runs_.data(),
            static_cast<int>(runs_.size()), layer_.patch.strideX, kBlockPositions, codePanel_.data());
  const int count = static_cast<int>(2 * codePanel_.size());
  for (std::size_t phase = 0; phase < phases; ++phase) {
    const auto point = [&](Operands& operands, const std::vector<std::int32_t>& panel) {
      operands.pairs[phase].resize(rows.pairs.size());
      for (std::size_t k = 0; k < rows.pairs.size(); ++k) {
        operands.pairs[phase][k] = &panel[k * kBlockPositions];
      }
    };
    auto& drives = drives_.panels[phase];
    if (!findsCodes) {
      drives.resize(codePanel_.size());
      driveRows(halves(codePanel_), count, layer_.input, static_cast<int>(phase), halves(drives));
    }
    const auto& driven = findsCodes ? codePanel_ : drives;
    point(drives_, driven);
    if (findsWeights_) {
      weights_.panels[phase].resize(driven.size());
      shiftedNoiseWeights(halves(driven), count, layer_.input, halves(weights_.panels[phase]));
      point(weights_, weights_.panels[phase]);
    }
  }
}

/// g_min's common term of each phase and position, where the circuit does not cancel it.
void PositionReader::findCommonTerms(const ProgrammedArray& programmed, std::size_t array,
                                     const Block& block) {
  common_.clear();
  if (programmed.commonTerm == 0.0) {
    return;
  }
  for (const auto& pairs : drives_.pairs) {
    sumDrives({pairs.data(), half_}, block.count, rows_[array].ones, driveSums_.data());
    for (const std::int32_t sum : driveSums_) {
      common_.push_back(static_cast<float>(programmed.commonTerm) * static_cast<float>(sum));
    }
  }
}

/// Planes whose conversions add nothing to their sums, together.
void PositionReader::readListed(const ProgrammedArray& programmed, std::size_t array, LayerCounts& counts) {
  const StageScope scope(Stage::product);
  const auto& plan = layer_.arrays[array];
  drivenPlanes_.clear();
  for (const auto& plane : programmed.planes) {
    const std::size_t place = static_cast<std::size_t>(plane.slice) * layer_.columns + plan.columnBegin;
    drivenPlanes_.push_back(
        {&plane.levels,
         &conversions_[readsOf_[array] + drivenPlanes_.size() * static_cast<std::size_t>(arithmetic_.phases)],
         &codeSums_[place * kBlockPositions]});
  }
  counts.saturated[array] +=
      readDriven(driven_, drivenPlanes_.data(), static_cast<int>(drivenPlanes_.size()));
}

/// Sums of all planes in some phases, where noise follows.
void PositionReader::sumListed(const ProgrammedArray& programmed, int firstPhase, int phases,
                               PositionRead* reads) {
  const StageScope scope(Stage::product);
  const std::size_t size =
      static_cast<std::size_t>(programmed.planes[0].levels.paddedColumns()) * kBlockPositions;
  listedSums_.resize(std::max(listedSums_.size(), programmed.planes.size() * phases * size));
  std::int32_t* sums = listedSums_.data();
  for (int phase = firstPhase; phase < firstPhase + phases; ++phase) {
    drivenSums_.clear();
    for (std::size_t i = 0; i < programmed.planes.size(); ++i, sums += size) {
      drivenSums_.push_back({&programmed.planes[i].levels, sums});
      reads[i * static_cast<std::size_t>(arithmetic_.phases) + static_cast<std::size_t>(phase)].sums = sums;
    }
    sumDriven(driven_, phase, drivenSums_.data(), static_cast<int>(drivenSums_.size()));
  }
}

/// An array's reads of a block.
void PositionReader::aimReads(const ProgrammedArray& programmed, std::size_t array, const Block& block) {
  findCommonTerms(programmed, array, block);
  PositionRead* read = &reads_[readsOf_[array]];
  for (std::size_t plane = 0; plane < programmed.planes.size(); ++plane) {
    for (std::size_t phase = 0; phase < static_cast<std::size_t>(arithmetic_.phases); ++phase, ++read) {
      read->drives = {drives_.pairs[phase].data(), half_, drives_.tilesOf(phase)};
      read->noise.weights = {weights_.pairs[phase].data(), half_, weights_.tilesOf(phase)};
      read->noise.common = common_.empty() ? nullptr : &common_[phase * kBlockPositions];
      read->noise.firstPosition = static_cast<std::uint32_t>(block.begin);
    }
  }
}

void PositionReader::readArray(const ProgrammedArray& programmed, std::size_t array, const Block& block,
                               LayerCounts& counts) {
  constexpr int kFewPhases = 2;  // whose sums of all planes stay in the first-level cache
  if (listsPairs_ && arithmetic_.adcNoise == 0.0) {
    readListed(programmed, array, counts);
    return;
  }
  const StageScope scope(Stage::convert);
  aimReads(programmed, array, block);
  PositionRead* const all = &reads_[readsOf_[array]];
  const int together = listsPairs_ ? kFewPhases : arithmetic_.phases;
  for (int first = 0; first < arithmetic_.phases; first += together) {
    const int phases = std::min(together, arithmetic_.phases - first);
    if (listsPairs_) {
      sumListed(programmed, first, phases, all);
    }
    const PositionRead* reads = all + first;
    for (const auto& plane : programmed.planes) {
      const std::size_t place =
          static_cast<std::size_t>(plane.slice) * layer_.columns + layer_.arrays[array].columnBegin;
      counts.saturated[array] +=
          readPositions(reads, phases, block.count, plane.levels, &codeSums_[place * kBlockPositions]);
      reads += arithmetic_.phases;
    }
  }
}

/// Each array with its operands found.
template <class Visit>
void PositionReader::forEachArray(const Block& block, Visit visit) {
  findRuns(block);
  if (laysLines_) {
    layWindows(block);
  }
  for (std::size_t a = 0; a < layer_.arrays.size(); ++a) {
    const auto& array = layer_.arrays[a];
    if (laysLines_) {
      pointToLines(a, block);
    } else if (a == 0 || array.rowBegin != layer_.arrays[a - 1].rowBegin ||
               array.rows != layer_.arrays[a - 1].rows) {
      findOperands(a);
      if (usesTiles_) {
        layTiles(a, block.count);
      }
      if (listsPairs_) {
        listPairs(a, block.count);
      }
    }
    visit(a);
  }
}

template <class Visit>
void PositionReader::forEachGroup(const ProgrammedArray& programmed, Visit visit) const {
  for (std::size_t phase = 0; phase < static_cast<std::size_t>(arithmetic_.phases); ++phase) {
    for (const auto& plane : programmed.planes) {
      for (int column = 0; column < plane.levels.columns(); column += kGroupColumns) {
        visit(phase, plane, column);
      }
    }
  }
}

/// All products first: matrix tiles sleep while sums are heard.
void PositionReader::listenTo(const ProgrammedArray& programmed, std::size_t array, const Block& block,
                              SumListener& listener) {
  constexpr std::size_t kGroup = kGroupColumns * kBlockPositions;
  std::size_t groups = 0;
  forEachGroup(programmed, [&](std::size_t, const Plane&, int) { ++groups; });
  heardSums_.resize(std::max(heardSums_.size(), groups * kGroup));
  std::int32_t* sums = heardSums_.data();
  forEachGroup(programmed, [&](std::size_t phase, const Plane& plane, int column) {
    sumPositions({drives_.pairs[phase].data(), half_, drives_.tilesOf(phase)}, 0, plane.levels.rowPairs(),
                 block.count, plane.levels, column, sums);
    sums += kGroup;
  });
  std::int64_t common[kBlockPositions] = {};
  std::int64_t heard[kGroup];
  sums = heardSums_.data();
  forEachGroup(programmed, [&](std::size_t phase, const Plane& plane, int column) {
    if (programmed.commonTerm != 0.0 && column == 0) {
      sumDrives({drives_.pairs[phase].data(), half_}, block.count, rows_[array].ones, driveSums_.data());
      std::transform(driveSums_.begin(), driveSums_.end(), common, [&](std::int32_t sum) {
        return static_cast<std::int64_t>(std::nearbyint(programmed.commonTerm * static_cast<double>(sum)));
      });
    }
    const int columns = std::min(kGroupColumns, plane.levels.columns() - column);
    for (int c = 0; c < columns; ++c) {
      for (int i = 0; i < block.count; ++i) {
        heard[c * block.count + i] = sums[c * kBlockPositions + i] + common[i];
      }
    }
    listener.hear(plane, static_cast<int>(phase), heard, columns * block.count);
    sums += kGroup;
  });
}

void PositionReader::listen(const ProgrammedLayer& layer, const float* input, SumListener& listener) {
  assert(readForm(layer_, arithmetic_, layer) == ReadForm::positions);
  codes_.quantise(input, arithmetic_.dac);
  choose(layer, false);
  setPhases();
  const TileScope tileScope(usesTiles_ ? rows_[0].cut.quads : 0);
  forEachBlock([&](const Block& block) {
    forEachArray(block, [&](std::size_t a) { listenTo(layer.arrays[a], a, block, listener); });
  });
}

void PositionReader::run(const ProgrammedLayer& layer, const ChipMoment& moment, std::uint32_t image,
                         const float* input, float* output, LayerCounts& counts, Storing storing) {
  assert(readForm(layer_, arithmetic_, layer) == ReadForm::positions);
  const StageScope scope(Stage::gather);
  codes_.quantise(input, arithmetic_.dac);
  choose(layer, drivesFew(codes_.addWork(layer_.input, counts.driveWork.data())));
  setReads(layer, moment, image);
  setPhases();
  const TileScope tileScope(usesTiles_ ? rows_[0].cut.quads : 0);
  PositionOutput sums;
  sums.codeSums = codeSums_.data();
  sums.sliceStride = static_cast<std::ptrdiff_t>(layer_.columns) * kBlockPositions;
  sums.slices = arithmetic_.slices;
  sums.weight = codeWeights_.data();
  sums.gain = layer.gain.data();
  sums.known = known_.data();
  sums.factor = factor_.data();
  sums.bias = bias_.data();
  sums.storing = storing;
  forEachBlock([&](const Block& block) {
    forEachArray(block, [&](std::size_t a) { readArray(layer.arrays[a], a, block, counts); });
    const StageScope storeScope(Stage::store);
    storePositions(sums, block.count, layer_.columns, output + block.begin, layer_.patch.positions());
  });
}

}  // namespace ohmic::sim
