// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/adc_bank.h"

#include "sim/array/plain_read.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {

AdcBank::AdcBank(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name),
      context_(context),
      inbox_(context.clock),
      cycles_(tileCycles(context.timing, context.work) -
              frontCycles(context.timing, context.work, context.work.phases.front()) -
              context.timing.shiftAdd - context.timing.outputRegister) {
  for (const auto& plane : context.programmed.planes) {
    noise_.emplace_back(context.moment.seed, devices::Purpose::readNoise, context.moment.chip,
                        devices::nodeHash(context.layer.name), planeOf(plane.slice, plane.polarity));
  }

  SC_HAS_PROCESS(AdcBank);
  SC_METHOD(run);
  dont_initialize();
  sensitive << inbox_.due();
}

void AdcBank::run() {
  inbox_.drain([&](const ColumnSums& held) {
    convert(held);
    tap(Place::adc, codes_.codes);
    out->accept(codes_, context_.clock.now() + cycles_);
  });
}

void AdcBank::count(const Plane& plane, int pass, const std::int64_t* codes) {
  const int columns = plane.levels.columns();
  const int phase = pass / static_cast<int>(context_.work.groups);
  context_.events.adcConversions += columns;
  context_.events.adcSteps += columns * context_.work.ofPass(pass).steps;
  context_.counts.saturated[context_.plan.index - context_.layer.arrays[0].index] +=
      countSaturated(context_.arithmetic, phase, codes, columns);
}

void AdcBank::convert(const ColumnSums& held) {
  const auto& planes = context_.programmed.planes;
  codes_.operation = held.operation;
  codes_.codeSum = held.codeSum;
  codes_.codes.resize(held.sums.size());
  std::size_t at = 0, read = 0;
  for (std::size_t p = 0; p < planes.size(); ++p) {
    for (int pass = 0; pass < context_.work.passes; ++pass) {
      const ConversionSite site{held.operation.number,
                                static_cast<std::uint32_t>(held.operation.position),
                                static_cast<std::uint32_t>(pass),
                                static_cast<std::uint32_t>(context_.plan.rowBlock),
                                static_cast<std::uint32_t>(context_.plan.columnBegin),
                                static_cast<std::uint32_t>(context_.plan.unitColumn)};
      ColumnSignals signals;
      signals.sums = &held.sums[at];
      signals.variances = held.variances.empty() ? nullptr : &held.variances[at];
      signals.bends = held.bends.empty() ? nullptr : &held.bends[at];
      signals.driveSum = held.driveSums[pass];
      signals.phase = pass / static_cast<int>(context_.work.groups);
      signals.unitVariance = held.unitVariances.empty() ? 0 : held.unitVariances[read];
      convertColumns(context_.arithmetic, context_.programmed, planes[p], noise_[p], site, signals,
                     &codes_.codes[at]);
      count(planes[p], pass, &codes_.codes[at]);
      at += planes[p].levels.columns();
      ++read;
    }
  }
}

}  // namespace ohmic::sim
