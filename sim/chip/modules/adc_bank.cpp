// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/adc_bank.h"

#include <algorithm>

#include "sim/array/block_conversion.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {
namespace {

/// Whether the block kernel converts an array's sums: it knows no bends here, and no unit columns.
bool convertsTogether(const ArrayContext& context) {
  const auto& planes = context.programmed.planes;
  return !context.arithmetic.unitConverted && convertsInBlocks(context.layer, context.arithmetic) &&
         std::all_of(planes.begin(), planes.end(), [&](const Plane& plane) {
           return plane.bends.empty() && plane.unitVariance.columns() == 0 &&
                  convertsInBlocks(context.layer, context.arithmetic, plane);
         });
}

}  // namespace

AdcBank::AdcBank(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name), context_(context), convertsTogether_(convertsTogether(context)) {
  for (const auto& plane : context.programmed.planes) {
    noise_.emplace_back(context.moment.seed, devices::Purpose::readNoise, context.moment.chip,
                        devices::nodeHash(context.layer.name), planeOf(plane.slice, plane.polarity));
  }
}

void AdcBank::take(ColumnSums& words) {
  const auto& planes = context_.programmed.planes;
  const auto columns = static_cast<std::size_t>(planes[0].levels.columns());
  const std::size_t codesOfRead = words.operations.count * columns;
  codes_.operations = words.operations;
  codes_.codeSums.swap(words.codeSums);
  codes_.codes.resize(planes.size() * context_.work.passes * codesOfRead);
  Read read{0, 0, 0};
  for (; read.plane < planes.size(); ++read.plane) {
    for (read.pass = 0; read.pass < context_.work.passes; ++read.pass, ++read.number) {
      std::int64_t* const codes = &codes_.codes[read.number * codesOfRead];
      if (convertsTogether_) {
        convertTogether(words, read, codes);
      } else {
        convertEach(words, read, codes);
      }
    }
  }
  tap(Place::adc, codes_.codes);
  out->take(codes_);
}

void AdcBank::count(const Read& read, int operations, std::int64_t saturated) {
  const std::int64_t conversions =
      static_cast<std::int64_t>(operations) * context_.programmed.planes[read.plane].levels.columns();
  context_.events.adcConversions += conversions;
  context_.events.adcSteps += conversions * context_.work.ofPass(read.pass).steps;
  context_.counts.saturated[context_.plan.index - context_.layer.arrays[0].index] += saturated;
}

ConversionSite AdcBank::siteOf(const ColumnSums& held, const Read& read, int index) const {
  const Operation operation = held.operations.of(index);
  return {operation.number,
          static_cast<std::uint32_t>(operation.position),
          static_cast<std::uint32_t>(read.pass),
          static_cast<std::uint32_t>(context_.plan.rowBlock),
          static_cast<std::uint32_t>(context_.plan.columnBegin),
          static_cast<std::uint32_t>(context_.plan.unitColumn)};
}

/// What an operation's columns offer, but for their sums.
ColumnSignals AdcBank::signalsOf(const ColumnSums& held, const Read& read, int index) const {
  const std::size_t count = held.operations.count;
  const std::size_t first = (read.number * count + index) * context_.programmed.planes[0].levels.columns();
  ColumnSignals signals;
  signals.variances = held.variances.empty() ? nullptr : &held.variances[first];
  signals.bends = held.bends.empty() ? nullptr : &held.bends[first];
  signals.driveSum = held.driveSums[read.pass * count + index];
  signals.phase = read.pass / static_cast<int>(context_.work.groups);
  signals.unitVariance = held.unitVariances.empty() ? 0 : held.unitVariances[read.number * count + index];
  return signals;
}

/// What the block kernel adds to the sums of a read.
BlockNoise AdcBank::noiseOf(const ColumnSums& held, const Read& read) {
  const Plane& plane = context_.programmed.planes[read.plane];
  const int phase = read.pass / static_cast<int>(context_.work.groups);
  const auto columns = static_cast<std::size_t>(plane.levels.columns());
  const auto padded = static_cast<std::size_t>(plane.levels.paddedColumns());
  const auto count = static_cast<std::size_t>(held.operations.count);
  const ConversionSite site = siteOf(held, read, 0);
  BlockNoise noise;
  variances_.resize(count * padded);
  for (std::size_t index = 0; index < count && plane.varianceUnit > 0.0; ++index) {
    std::copy_n(&held.variances[(read.number * count + index) * columns], columns,
                &variances_[index * padded]);
  }
  common_.resize(count);
  for (int index = 0; index < held.operations.count && context_.programmed.commonTerm != 0.0; ++index) {
    common_[static_cast<std::size_t>(index)] =
        commonSignal(context_.arithmetic, context_.programmed, plane, noise_[read.plane],
                     siteOf(held, read, index), signalsOf(held, read, index));
    noise.common = common_.data();
  }
  noise.varianceUnit = varianceUnit(context_.arithmetic, plane);
  noise.converterVariance = static_cast<float>(context_.arithmetic.converterVariance(plane.slice, phase));
  noise.variances = variances_.data();
  noise.stream = noise_[read.plane];
  noise.image = site.image;
  noise.firstPosition = site.position;
  noise.positionStep = static_cast<std::uint32_t>(held.operations.step);
  noise.phaseAndRowBlock = site.pass | (site.rowBlock << 16U);
  noise.column = site.column;
  noise.converters = plane.converters.empty() ? nullptr : &plane.converters;
  noise.magnitudeBits = devices::magnitudeBits(context_.arithmetic.adcCodes);
  return noise;
}

/// The conversions of a read by the block kernel, which leaves their codes unshifted here.
void AdcBank::convertTogether(const ColumnSums& held, const Read& read, std::int64_t* codes) {
  const Plane& plane = context_.programmed.planes[read.plane];
  const int operations = held.operations.count, columns = plane.levels.columns();
  const int padded = plane.levels.paddedColumns(), phase = read.pass / static_cast<int>(context_.work.groups);
  const std::size_t size = static_cast<std::size_t>(operations) * padded;
  BlockConversion conversion = blockConversion(context_.arithmetic, plane, true, phase);
  conversion.weight = 1;
  conversion.adds = false;
  block_.resize(size);
  count(read, operations,
        convertBlock(conversion, noiseOf(held, read), &held.sums[read.number * size], operations, columns,
                     padded, block_.data(), padded));
  for (int index = 0; index < operations; ++index) {
    codes = std::copy_n(&block_[static_cast<std::size_t>(index) * padded], columns, codes);
  }
}

/// The same, operation by operation in the plain form, which knows every mode.
void AdcBank::convertEach(const ColumnSums& held, const Read& read, std::int64_t* codes) {
  const Plane& plane = context_.programmed.planes[read.plane];
  const int operations = held.operations.count, columns = plane.levels.columns();
  const std::size_t padded = plane.levels.paddedColumns();
  for (int index = 0; index < operations; ++index, codes += columns) {
    sums_.assign(static_cast<std::size_t>(columns), 0);
    for (int panel = 0; panel < held.panels; ++panel) {
      const std::size_t place = (read.number * held.panels + panel) * operations + index;
      std::transform(sums_.begin(), sums_.end(), &held.sums[place * padded], sums_.begin(),
                     [](std::int64_t sum, std::int32_t part) { return sum + part; });
    }
    ColumnSignals signals = signalsOf(held, read, index);
    signals.sums = sums_.data();
    convertColumns(context_.arithmetic, context_.programmed, plane, noise_[read.plane],
                   siteOf(held, read, index), signals, codes);
    count(read, 1, countSaturated(context_.arithmetic, signals.phase, codes, columns));
  }
}

}  // namespace ohmic::sim
