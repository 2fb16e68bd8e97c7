// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/crossbar.h"

#include <algorithm>

#include "sim/array/block_conversion.h"
#include "sim/array/column/gated_kernel.h"
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
    for (std::size_t pass = 0; pass < sums_.driveSums.size(); ++pass) {
      sums_.driveSums[pass] = sumDrive(&drive.rows[pass * context_.driveStride()], context_.plan.rows);
    }
    tap(Place::array, sums_.sums);
    const ArrayWork& work = context_.work;
    context_.events.arrayReads += work.turns * work.total(&PhaseWork::reads) * context_.crossbars;
    out->accept(sums_, context_.clock.now() + readCycles(context_.timing, work, work.phases.front()));
  });
}

void Crossbar::sumPlane(const Plane& plane, const std::int16_t* drive, std::int64_t* sums) {
  const auto passes = static_cast<int>(context_.work.passes);
  const int columns = plane.levels.columns();
  if (!plane.gatedPlus.empty()) {
    sumGatedBlock(context_.arithmetic, context_.programmed, plane, drive, context_.driveStride(), passes,
                  switched_, panel_.data());
    for (int pass = 0; pass < passes; ++pass) {
      std::copy_n(&panel_[static_cast<std::size_t>(pass) * plane.levels.paddedColumns()], columns,
                  sums + static_cast<std::ptrdiff_t>(pass) * columns);
    }
    return;
  }
  std::fill(sums, sums + static_cast<std::ptrdiff_t>(passes) * columns, 0);
  for (int index = 0; index < context_.work.groups; ++index) {
    const mapping::RowGroup group = context_.layer.rowGroup(context_.plan, index);
    const int end = group.firstPair() + group.pairs();
    for (int first = group.firstPair(); first < end; first += panelPairs_) {
      addProducts(plane, drive, index, first, std::min(panelPairs_, end - first), sums);
    }
  }
}

/// The products of some row pairs in all passes that read a group of rows.
void Crossbar::addProducts(const Plane& plane, const std::int16_t* drive, int group, int firstPair, int pairs,
                           std::int64_t* sums) {
  const auto groups = static_cast<std::ptrdiff_t>(context_.work.groups);
  const int columns = plane.levels.columns(), phases = context_.phases();
  multiplyRows(drive + group * context_.driveStride() + 2 * firstPair, groups * context_.driveStride(),
               phases, plane.levels, firstPair, pairs, panel_.data());
  for (int phase = 0; phase < phases; ++phase) {
    const std::int32_t* panel = &panel_[static_cast<std::size_t>(phase) * plane.levels.paddedColumns()];
    std::int64_t* const own = sums + (phase * groups + group) * columns;
    for (int c = 0; c < columns; ++c) {
      own[c] += panel[c];
    }
  }
}

/// Planes have fresh noise all together, or none has.
void Crossbar::sumNoise(const Plane& plane, const std::int16_t* nominal) {
  for (int pass = 0; pass < context_.work.passes && plane.varianceUnit > 0.0; ++pass) {
    const std::size_t begin = sums_.variances.size();
    const std::int16_t* rows = nominal + static_cast<std::ptrdiff_t>(pass) * context_.driveStride();
    sums_.variances.resize(begin + plane.levels.columns());
    sumVariances(plane.variance, context_.arithmetic.input, rows, &sums_.variances[begin]);
    if (plane.unitVariance.columns() > 0) {
      sumVariances(plane.unitVariance, context_.arithmetic.input, rows, &sums_.unitVariances.emplace_back());
    }
  }
}

void Crossbar::addBends(const Plane& plane, const std::int16_t* drive) {
  for (int pass = 0; pass < context_.work.passes && !plane.bends.empty(); ++pass) {
    const std::size_t begin = sums_.bends.size();
    sums_.bends.resize(begin + plane.levels.columns());
    sumBends(context_.arithmetic, plane, drive + static_cast<std::ptrdiff_t>(pass) * context_.driveStride(),
             &sums_.bends[begin]);
  }
}

}  // namespace ohmic::sim
