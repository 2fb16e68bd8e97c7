// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/crossbar.h"

#include <algorithm>

#include "sim/array/block_conversion.h"
#include "sim/array/column/product_kernel.h"
#include "sim/array/plain_read.h"
#include "sim/chip/tap.h"

namespace ohmic::sim {

Crossbar::Crossbar(const sc_core::sc_module_name& name, const ArrayContext& context)
    : sc_module(name), context_(context), panelPairs_(panelPairs(context.arithmetic)), inbox_(context.clock) {
  const auto& planes = context.programmed.planes;
  panel_.resize(static_cast<std::size_t>(context.work.passes) * planes[0].levels.paddedColumns());
  sums_.sums.resize(planes.size() * context.work.passes * planes[0].levels.columns());
  sums_.driveSums.resize(context.work.passes);

  SC_HAS_PROCESS(Crossbar);
  SC_METHOD(run);
  dont_initialize();
  sensitive << inbox_.due();
}

void Crossbar::run() {
  inbox_.drain([&](const Drive& drive) {
    sums_.operation = drive.operation;
    sums_.codeSum = drive.codeSum;
    sums_.variances.clear();
    sums_.unitVariances.clear();
    sums_.bends.clear();
    std::int64_t* sums = sums_.sums.data();
    for (const auto& plane : context_.programmed.planes) {
      sumPlane(plane, drive.rows.data(), sums);
      sumNoise(plane, drive.nominal.empty() ? drive.rows.data() : drive.nominal.data());
      addBends(plane, drive.rows.data());
      sums += context_.work.passes * plane.levels.columns();
    }
    for (std::size_t phase = 0; phase < sums_.driveSums.size(); ++phase) {
      sums_.driveSums[phase] = sumDrive(&drive.rows[phase * context_.driveStride()], context_.plan.rows);
    }
    tap(Place::array, sums_.sums);
    context_.events.arrayReads += context_.work.passes * context_.work.reads * context_.crossbars;
    out->accept(sums_, context_.clock.now() + readCycles(context_.timing, context_.work));
  });
}

void Crossbar::sumPlane(const Plane& plane, const std::int16_t* drive, std::int64_t* sums) {
  const auto passes = static_cast<int>(context_.work.passes);
  const int columns = plane.levels.columns();
  for (int phase = 0; phase < passes && !plane.gatedPlus.empty(); ++phase) {
    sumGated(context_.arithmetic, context_.programmed, plane,
             drive + static_cast<std::ptrdiff_t>(phase) * context_.driveStride(),
             sums + static_cast<std::ptrdiff_t>(phase) * columns);
  }
  if (!plane.gatedPlus.empty()) {
    return;
  }
  std::fill(sums, sums + static_cast<std::ptrdiff_t>(passes) * columns, 0);
  for (int first = 0; first < plane.levels.rowPairs(); first += panelPairs_) {
    multiplyRows(drive + 2 * first, context_.driveStride(), passes, plane.levels, first,
                 std::min(panelPairs_, plane.levels.rowPairs() - first), panel_.data());
    for (int phase = 0; phase < passes; ++phase) {
      const std::int32_t* panel = &panel_[static_cast<std::size_t>(phase) * plane.levels.paddedColumns()];
      for (int c = 0; c < columns; ++c) {
        sums[static_cast<std::ptrdiff_t>(phase) * columns + c] += panel[c];
      }
    }
  }
}

/// Planes have fresh noise all together, or none has.
void Crossbar::sumNoise(const Plane& plane, const std::int16_t* nominal) {
  for (int phase = 0; phase < context_.work.passes && plane.varianceUnit > 0.0; ++phase) {
    const std::size_t begin = sums_.variances.size();
    const std::int16_t* rows = nominal + static_cast<std::ptrdiff_t>(phase) * context_.driveStride();
    sums_.variances.resize(begin + plane.levels.columns());
    sumVariances(plane.variance, context_.arithmetic.input, rows, &sums_.variances[begin]);
    if (plane.unitVariance.columns() > 0) {
      sumVariances(plane.unitVariance, context_.arithmetic.input, rows, &sums_.unitVariances.emplace_back());
    }
  }
}

void Crossbar::addBends(const Plane& plane, const std::int16_t* drive) {
  for (int phase = 0; phase < context_.work.passes && !plane.bends.empty(); ++phase) {
    const std::size_t begin = sums_.bends.size();
    sums_.bends.resize(begin + plane.levels.columns());
    sumBends(context_.arithmetic, plane, drive + static_cast<std::ptrdiff_t>(phase) * context_.driveStride(),
             &sums_.bends[begin]);
  }
}

}  // namespace ohmic::sim
