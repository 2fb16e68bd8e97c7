// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/fault_pattern.h"

#include <algorithm>

namespace ohmic::sim {
namespace {

using devices::Purpose;
using devices::RandomStream;
using devices::Stuck;

constexpr std::uint32_t kWordLines = 0x80000000U;  // of the streams' keys, beside the cells' planes
constexpr std::uint32_t kBitLines = 0x40000000U;
constexpr std::uint32_t kSpareShift = 16;  // devices are numbered below

bool isOn(const devices::StuckRates& rates) { return rates.high > 0.0 || rates.low > 0.0; }

}  // namespace

FaultPattern::FaultPattern(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                           std::uint32_t replica, int slots, const devices::Faults& faults,
                           const ChipMoment& moment)
    : slices_(layer.levels.slices),
      polarities_(layer.levels.cellsPerSlice()),
      devices_(layer.levels.devices),
      rows_(array.rows),
      slots_(slots),
      units_(array.unitColumn >= 0 ? 1 : 0),
      replica_(replica),
      node_(devices::nodeHash(layer.name)),
      moment_(moment) {
  states_.assign(static_cast<std::size_t>(slices_) * polarities_ * devices_ * rows_ * (slots_ + units_),
                 Stuck::no);
  forEachPlane([&](int slice, int polarity, int device) {
    if (isOn(faults.cells)) {
      strikeCells(array, faults, slice, polarity, device);
    }
    if (isOn(faults.columns)) {
      strikeColumns(array, faults, slice, polarity, device);
    }
  });
  if (isOn(faults.rows)) {
    strikeRows(layer, array, faults);
  }
  strikeListed(layer, array, faults);
}

template <class Visit>
void FaultPattern::forEachPlane(Visit visit) const {
  for (int slice = 0; slice < slices_; ++slice) {
    for (int p = 0; p < polarities_; ++p) {
      for (int device = 0; device < devices_; ++device) {
        visit(slice, p == 0 ? 1 : -1, device);
      }
    }
  }
}

void FaultPattern::drawRow(const mapping::ArrayPlan& array, const devices::Faults& faults,
                           const RandomStream& stream, std::uint32_t row, int device, Stuck* states) const {
  const auto number = static_cast<std::uint32_t>(device);
  const auto first = static_cast<std::uint32_t>(array.columnBegin);
  const int own = std::min(array.columns, slots_);
  faults.drawCells({row, first, static_cast<std::uint32_t>(own), replica_, number}, stream, states);
  for (int slot = own; slot < slots_; ++slot) {
    const auto spare = static_cast<std::uint32_t>(slot - own + 1) << kSpareShift;
    faults.drawCells({row, first, 1, replica_, spare | number}, stream, states + slot);
  }
  if (units_ > 0) {
    faults.drawCells({row, static_cast<std::uint32_t>(array.unitColumn), 1, replica_, number}, stream,
                     states + slots_);
  }
}

void FaultPattern::strikeCells(const mapping::ArrayPlan& array, const devices::Faults& faults, int slice,
                               int polarity, int device) {
  const RandomStream stream(moment_.seed, Purpose::fault, moment_.chip, node_, planeOf(slice, polarity));
  for (int row = 0; row < rows_; ++row) {
    drawRow(array, faults, stream, static_cast<std::uint32_t>(array.rowBegin + row), device,
            &states_[index(slice, polarity, device, row, 0)]);
  }
}

void FaultPattern::strikeColumns(const mapping::ArrayPlan& array, const devices::Faults& faults, int slice,
                                 int polarity, int device) {
  const RandomStream stream(moment_.seed, Purpose::fault, moment_.chip, node_,
                            kBitLines | planeOf(slice, polarity));
  devices::Faults lines;
  lines.cells = faults.columns;
  std::vector<Stuck> struck(static_cast<std::size_t>(slots_ + units_));
  drawRow(array, lines, stream, static_cast<std::uint32_t>(array.rowBegin), device, struck.data());
  for (int slot = 0; slot < slots_ + units_; ++slot) {
    for (int row = 0; row < rows_ && struck[static_cast<std::size_t>(slot)] != Stuck::no; ++row) {
      states_[index(slice, polarity, device, row, slot)] = struck[static_cast<std::size_t>(slot)];
    }
  }
}

void FaultPattern::strikeRows(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                              const devices::Faults& faults) {
  forEachPlane([&](int slice, int polarity, int device) {
    const RandomStream stream(moment_.seed, Purpose::fault, moment_.chip, node_,
                              kWordLines | static_cast<std::uint32_t>(layer.crossbarOf(polarity)));
    for (int row = 0; row < rows_; ++row) {
      const auto word = stream.block(static_cast<std::uint32_t>(array.rowBegin + row),
                                     static_cast<std::uint32_t>(array.columnBegin), replica_, 0)[0];
      const Stuck struck = devices::stuckBy(faults.rows, word);
      if (struck != Stuck::no) {
        std::fill_n(&states_[index(slice, polarity, device, row, 0)], slots_ + units_, struck);
      }
    }
  });
}

void FaultPattern::strikeListed(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                                const devices::Faults& faults) {
  const int arrays = static_cast<int>(layer.arrays.size());
  const int number = static_cast<int>(replica_) * arrays + array.index - layer.arrays[0].index;
  const int firstRow = layer.shared ? layer.shared->rowBegin : 0;
  const int firstLine = layer.shared ? layer.shared->lineBegin : 0;
  for (const auto& cell : faults.list) {
    const int row = cell.row - firstRow;
    forEachPlane([&](int slice, int polarity, int device) {
      const int crossbar = number * layer.crossbarsPerArray() + layer.crossbarOf(polarity);
      const bool isHere = cell.crossbar == crossbar && row >= 0 && row < rows_;
      for (int slot = 0; isHere && slot < slots_ + units_; ++slot) {
        if (firstLine + layer.lineOf(slice, polarity, slot, device) == cell.line) {
          states_[index(slice, polarity, device, row, slot)] = cell.state;
        }
      }
    });
  }
}

std::vector<mapping::StuckDigit> FaultPattern::digits(const devices::Faults& faults, double least,
                                                      double step) const {
  std::vector<mapping::StuckDigit> stuck;
  forEachPlane([&](int slice, int polarity, int device) {
    for (int row = 0; row < rows_; ++row) {
      for (int slot = 0; slot < slots_; ++slot) {
        const Stuck state = at(slice, polarity, device, row, slot);
        if (state != Stuck::no) {
          stuck.push_back({row, slot, slice, polarity, device, (faults.conductance(state) - least) / step});
        }
      }
    }
  });
  return stuck;
}

}  // namespace ohmic::sim
