// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/target_tables.h"

#include "sim/array/layer_arithmetic.h"
#include "sim/array/programming/program_kernel.h"

namespace ohmic::sim {

TargetTables::TargetTables(const mapping::LevelFormat& levels, const devices::Cell& cell, double readTime)
    : levels_(levels),
      cell_(cell),
      readTime_(readTime),
      statesPerDigit_(levels.encoding == mapping::Encoding::differentialTwoSided ? 2 : 1),
      states_(static_cast<std::size_t>(levels.greatestDigit() * statesPerDigit_ + 1)),
      programming_(tabulated(cell.programming.get())),
      drift_(tabulated(cell.drift.get())),
      readNoise_(tabulated(cell.readNoise.get())) {}

bool TargetTables::serve(const mapping::LevelFormat& levels, const devices::Cell& cell) const {
  return levels.analog == levels_.analog && levels.encoding == levels_.encoding &&
         levels.sliceBits == levels_.sliceBits && cell.range.least == cell_.range.least &&
         cell.range.greatest == cell_.range.greatest && cell.programming == cell_.programming &&
         cell.drift == cell_.drift && cell.readNoise == cell_.readNoise;
}

void TargetTables::findTerms(const Table& table, const double* held, const double* target, std::size_t count,
                             std::vector<double>& terms) const {
  if (table.law->terms() == 0) {
    return;
  }
  if (table.values.empty()) {
    terms = table.law->termsOf(target, count, readTime_);
    return;
  }
  terms.resize(table.law->terms() * count);
  lookUp(table.values.data(), states_, table.law->terms(), statesPerDigit_, held, count, terms.data());
}

TargetTables::Table TargetTables::tabulated(const devices::TargetLaw* law) const {
  Table table{law, {}};
  if (law == nullptr || levels_.analog) {
    return table;
  }
  std::vector<double> targets;
  for (std::size_t state = 0; state < states_; ++state) {
    const double digit = static_cast<double>(state) / statesPerDigit_;
    targets.push_back(cell_.range.least + digit * levelStep(levels_, cell_.range));
  }
  table.values = law->termsOf(targets.data(), targets.size(), readTime_);
  return table;
}

}  // namespace ohmic::sim
