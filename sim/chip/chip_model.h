// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "devices/costs/component_costs.h"

namespace ohmic::sim {

/// Clock cycles of the units around one array, and how many converters it has (device-models, 4.8).
struct ArrayTiming {
  std::int64_t inputRegister = 1;   ///< load the row register, >= 0
  std::int64_t dac = 1;             ///< >= 0
  std::int64_t read = 1;            ///< the array settles: ceil(read time / clock period), >= 1
  std::int64_t integration = 0;     ///< of a sample once more: bits accumulated before the converter, >= 0
  std::int64_t sampleHold = 1;      ///< >= 0
  std::int64_t adc = 1;             ///< one step of a conversion (devices::AdcKind::steps()), >= 1
  std::int64_t shiftAdd = 1;        ///< >= 0; 0: the converter's steps contain it
  std::int64_t outputRegister = 0;  ///< >= 0
  int adcsPerArray = 1;             ///< converters that share an array's columns: column mod converters
  bool pipelined = true;  ///< the next read overlaps the last one's conversion through the sample-and-hold
  bool readsGiveCodes = false;    ///< a read takes its conversions in: a macro measured as one
  std::int64_t codesPerRead = 0;  ///< of such a read; 0: all codes of a pass
};

/// What happens to a network of more arrays than are installed.
enum class Overflow {
  refuse,
  reprogram  ///< its layers take turns on the arrays, a load after the other
};

/// Tiles, and what lies in one.
struct ChipOrganisation {
  int arraysPerElement = 8;  ///< crossbars of a processing element
  int elementsPerTile = 12;
  int tiles = 0;  ///< installed; 0: as many as the network needs
  Overflow overflow = Overflow::refuse;

  [[nodiscard]] int arraysPerTile() const { return arraysPerElement * elementsPerTile; }
};

/// A tile's activation buffer. Readers and writers of the tile contend for its one port.
struct BufferTiming {
  std::int64_t bitsPerCycle = 256;
  std::int64_t latency = 1;  ///< cycles
  int images = 2;            ///< images of an activation that a consumer holds: 2 is double buffering
};

/// The mesh between the tiles: XY routing, one message at a time on each link.
struct NetworkTiming {
  std::int64_t bitsPerCycle = 32;  ///< of a link
  std::int64_t routerCycles = 1;   ///< for each hop
};

/// A tile's digital unit.
struct DigitalTiming {
  int bits = 16;             ///< in which an activation travels and is stored
  int sumBits = 32;          ///< in which a partial sum travels between tiles
  std::int64_t lanes = 16;   ///< operations started in each cycle
  std::int64_t latency = 1;  ///< cycles
};

/// Where the energy of a read comes from.
enum class ArrayEnergy {
  cells,     ///< the conductances and what drove them
  published  ///< the cost model's energy for each read
};

/// How cells are written: row by row, all columns of a row together, all arrays at once.
struct ProgrammingTiming {
  double voltage = 2.0;     ///< V
  double pulse = 40e-9;     ///< s
  std::int64_t pulses = 1;  ///< for each row: write-verify rounds

  [[nodiscard]] double secondsPerRow() const { return pulse * static_cast<double>(pulses); }
};

/// A chip as its preset describes it: organisation, clock, latencies, costs.
struct ChipModel {
  std::string preset;         ///< name in the results
  double clockPeriod = 1e-9;  ///< s
  double readTime = 100e-9;   ///< s that an array is driven in each read
  double readVoltage = 0.2;   ///< V at the greatest drive
  ArrayEnergy arrayEnergy = ArrayEnergy::cells;
  ChipOrganisation organisation;
  ArrayTiming array;
  BufferTiming buffer;
  NetworkTiming network;
  DigitalTiming digital;
  std::int64_t hostBitsPerCycle = 170;           ///< of the port that pixels arrive through
  std::optional<ProgrammingTiming> programming;  ///< none: not known
  devices::ChipCosts costs;
};

}  // namespace ohmic::sim
