// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// OHMIC_MATRIX_TILES: 1 where a program can be built that uses matrix tiles (Intel AMX), else 0. Under Linux
/// alone, because a process must ask its system for them. Whether the machine has any: hasMatrixTiles().
#if defined(__x86_64__) && defined(__linux__)
#define OHMIC_MATRIX_TILES 1
#else
#define OHMIC_MATRIX_TILES 0
#endif
