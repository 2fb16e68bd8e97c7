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
    : sc_module(name),
      context_(context),
      isGated_(!context.programmed.planes[0].gatedPlus.empty()),
      panelPairs_(panelPairs(context.arithmetic)) {
  for (int index = 0; index < context.work.groups && !isGated_; ++index) {
    const int pairs = context.layer.rowGroup(context.plan, index).pairs();
    sums_.panels = std::max(sums_.panels, (pairs + panelPairs_ - 1) / panelPairs_);
  }
}

void Crossbar::take(Drive& words) {
  const auto& planes = context_.programmed.planes;
  const std::size_t sumsOfPlane = static_cast<std::size_t>(context_.work.passes) * sums_.panels *
                                  words.operations.count * planes[0].levels.paddedColumns();
  sums_.operations = words.operations;
  sums_.codeSums.swap(words.codeSums);
  sums_.sums.resize(planes.size() * sumsOfPlane);
  sums_.variances.clear();
  sums_.unitVariances.clear();
  sums_.bends.clear();
  if (isGated_) {
    switched_.find(context_.programmed.gatedWires, words.rows.data(), context_.driveStride(),
                   context_.plan.rows, static_cast<int>(context_.work.passes) * words.operations.count);
  }
  for (std::size_t p = 0; p < planes.size(); ++p) {
    sumPlane(planes[p], words, &sums_.sums[p * sumsOfPlane]);
    sumNoise(planes[p], words.nominal.empty() ? words.rows : words.nominal);
    addBends(planes[p], words.rows);
  }
  sumDrives(words);
  tap(Place::array, sums_.sums);
  const ArrayWork& work = context_.work;
  context_.events.arrayReads +=
      words.operations.count * work.turns * work.total(&PhaseWork::reads) * context_.crossbars;
  out->take(sums_);
}

void Crossbar::sumPlane(const Plane& plane, const Drive& drive, std::int32_t* sums) {
  if (!plane.gatedPlus.empty()) {
    sumGatedBlock(context_.arithmetic, context_.programmed, plane, switched_, sums);
    return;
  }
  const auto groups = static_cast<int>(context_.work.groups);
  const int count = drive.operations.count, stride = context_.driveStride();
  const std::int16_t* rows = drive.rows.data();
  const std::ptrdiff_t panelSums = static_cast<std::ptrdiff_t>(count) * plane.levels.paddedColumns();
  for (int pass = 0; pass < context_.work.passes;
       ++pass, rows += static_cast<std::ptrdiff_t>(count) * stride) {
    const mapping::RowGroup group = context_.layer.rowGroup(context_.plan, pass % groups);
    const int end = group.firstPair() + group.pairs();
    for (int panel = 0; panel < sums_.panels; ++panel, sums += panelSums) {
      const int first = group.firstPair() + panel * panelPairs_;
      if (first < end) {
        multiplyRows(rows + 2 * static_cast<std::ptrdiff_t>(first), stride, count, plane.levels, first,
                     std::min(panelPairs_, end - first), sums);
      } else {
        std::fill_n(sums, panelSums, 0);
      }
    }
  }
}

/// Planes have fresh noise all together, or none has.
void Crossbar::sumNoise(const Plane& plane, const std::vector<std::int16_t>& nominal) {
  const std::int16_t* const end = nominal.data() + nominal.size();
  for (const std::int16_t* rows = nominal.data(); rows != end && plane.varianceUnit > 0.0;
       rows += context_.driveStride()) {
    const std::size_t begin = sums_.variances.size();
    sums_.variances.resize(begin + plane.levels.columns());
    sumVariances(plane.variance, context_.arithmetic.input, rows, &sums_.variances[begin]);
    if (plane.unitVariance.columns() > 0) {
      sumVariances(plane.unitVariance, context_.arithmetic.input, rows, &sums_.unitVariances.emplace_back());
    }
  }
}

void Crossbar::addBends(const Plane& plane, const std::vector<std::int16_t>& drive) {
  const std::int16_t* const end = drive.data() + drive.size();
  for (const std::int16_t* rows = drive.data(); rows != end && !plane.bends.empty();
       rows += context_.driveStride()) {
    const std::size_t begin = sums_.bends.size();
    sums_.bends.resize(begin + plane.levels.columns());
    sumBends(context_.arithmetic, plane, rows, &sums_.bends[begin]);
  }
}

/// What g_min's common current is proportional to; zeros where there is none.
void Crossbar::sumDrives(const Drive& drive) {
  const auto stride = static_cast<std::size_t>(context_.driveStride());
  sums_.driveSums.assign(drive.rows.size() / stride, 0);
  for (std::size_t read = 0; read < sums_.driveSums.size() && context_.programmed.commonTerm != 0.0; ++read) {
    sums_.driveSums[read] = sumDrive(&drive.rows[read * stride], context_.plan.rows);
  }
}

}  // namespace ohmic::sim
