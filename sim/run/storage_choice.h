// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"
#include "mapping/storage.h"

namespace ohmic::sim {

/// What `hardware.storage` asks for: the weights of a float network are kept somewhere and read back.
struct StorageChoice {
  mapping::StorageFormat format;
  devices::Cell cell;          ///< with Medium::cells: programming, drift and read noise
  bool isCompensated = false;  ///< drift, by kernel
};

}  // namespace ohmic::sim
