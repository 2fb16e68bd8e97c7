// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/circuits/settling.h"
#include "devices/circuits/technology.h"
#include "devices/converters/adc.h"
#include "devices/costs/component_costs.h"

namespace ohmic::devices {

/// What drives a row, as a circuit.
enum class RowDriver { onOff, amplitude, width };

/// Shares of events in which a bit or a line changes.
struct Activities {
  double rows = 0.5;       ///< rows driven in a read
  double registers = 0.5;  ///< NeuroSim (Lu et al. 2021)
  double adders = 0.15;    ///< of the arrays' sums; the same
  double links = 0.25;     ///< bits of buses and links that change: random data (DSENT)
};

/// An array with all that its circuits are sized by.
struct ArraySizes {
  int rows = 128;
  int columns = 128;
  int activeRows = 0;          ///< read at once; 0: all
  double columnPitch_m = 0.0;  ///< along a row
  double rowPitch_m = 0.0;     ///< along a column
  double accessWidth_m = 0.0;  ///< of a cell's transistor; 0: none
  bool gated = false;          ///< rows are the transistors' gates
  bool accumulates = false;    ///< bits of the input in its integrators, before the converters
  RowDriver driver = RowDriver::onOff;
  int driveBits = 1;          ///< of a code that drives a row at once
  double rowVoltage_V = 0.9;  ///< that a row swings by
  double readVoltage_V = 0.2;
  int outputs = 128;   ///< sums of an array
  int sumBits = 16;    ///< of such a sum
  int converters = 1;  ///< of an array
};

/// The chip around the arrays.
struct ChipSizes {
  int arraysPerElement = 8;
  int elementsPerTile = 12;
  double bufferBits = 64.0 * 8192.0;  ///< of a tile's buffer
  int bufferWidth = 256;              ///< bits of its port, and of the tile's bus
  int linkWidth = 32;                 ///< bits of a link of the mesh
  int lanes = 16;                     ///< of a tile's digital unit
  int bits = 16;                      ///< of an activation
  int sumBits = 32;                   ///< of a partial sum
  int hostWidth = 170;                ///< bits of the host's port
};

/// All that equations price a chip by.
struct EquationInputs {
  Technology technology;
  ArraySizes array;
  ChipSizes chip;
  AdcFormat adc;
  double conversionStep_s = 1e-9;
  double converterOverhead = 2.5;  ///< ConverterCircuit::overhead
  Activities activity;
  double controlEnergy = 0.22;  ///< of clock and control, over what the other circuits draw (Lu et al. 2021)
  double controlArea = 0.6;     ///< of wiring and control, over an element's area (NeuRRAM: 39 % are unnamed)
};

/// Costs of every component by the equations of devices/circuits; of converters by their kind. Ideal
/// converters have none.
///
/// An element's registers hold a drive for each row, and a sum for each output. Buses and links are as long
/// as the root of the tile's area.
[[nodiscard]] ChipCosts equationCosts(const EquationInputs& inputs);

/// Seconds until the column currents are within half an LSB: the row's driver and line, then the column's
/// line into an amplifier of the given input resistance.
///
/// @param rowSegment, columnSegment  ohm from cell to cell; 0: those of the technology's local wires.
/// @param driver, sense              ohm at a line's end; 0: the row's sized driver, and none.
/// @param bits                       that the settling is to resolve.
struct ReadWires {
  double rowSegment = 0.0;
  double columnSegment = 0.0;
  double driver = 0.0;
  double sense = 0.0;
};
[[nodiscard]] double settledReadTime(const Technology& technology, const ArraySizes& array,
                                     const ReadWires& wires, int bits);

}  // namespace ohmic::devices
