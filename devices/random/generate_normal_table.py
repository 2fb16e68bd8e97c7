#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Write normal_table.h: cubic pieces of the upper half of the inverse normal distribution.

A 31-bit number v stands for the probability p = (v + 0.5) / 2^32 in (0, 0.5); the table gives
|z| = -Phi^-1(p). Its pieces are the eighths of each octave of x = v + 0.5 (so the tail is as
finely cut as the middle); within a piece the cubic's variable is t in [0, 1), the share of the
eighth. The source is Wichura's AS 241 (statistics.NormalDist), interpolated at Chebyshev nodes.

    generate_normal_table.py > normal_table.h
"""
import math
from statistics import NormalDist

import numpy

EIGHTHS = 8
LEAST_EXPONENT = -1  # x = 0.5 at v = 0
OCTAVES = 32


def piece(exponent: int, eighth: int) -> numpy.ndarray:
    """Coefficients c0..c3 of |z|(t), t in [0, 1)."""
    nodes = 0.5 + 0.5 * numpy.cos((2 * numpy.arange(4) + 1) * math.pi / 8)
    x = 2.0**exponent * (1 + (eighth + nodes) / EIGHTHS)
    z = [-NormalDist().inv_cdf(min(v / 2.0**32, 0.5)) for v in x]
    return numpy.polynomial.polynomial.polyfit(nodes, z, 3)


def main() -> None:
    rows = [piece(LEAST_EXPONENT + o, e) for o in range(OCTAVES) for e in range(EIGHTHS)]
    rows.append(numpy.zeros(4))  # x = 2^31, which only rounding reaches: the median
    print("// SPDX-FileCopyrightText: 2026 The Ohmic authors")
    print("// SPDX-License-Identifier: Apache-2.0")
    print("// Written by generate_normal_table.py; do not edit.")
    print("#pragma once\n")
    print("namespace ohmic::devices {\n")
    print(f"inline constexpr int kNormalPieces = {len(rows)};\n")
    print("/// Coefficients c0, c1, c2, c3 of |z|(t) for each eighth of each octave, t in [0, 1).")
    print("// clang-format off")
    print("alignas(64) inline constexpr float kNormalTable[4][kNormalPieces] = {")
    for c in range(4):
        print("    {" + ",\n     ".join(", ".join(numpy.float32(r[c]).item().hex() + "F" for r in rows[i:i + 4])
                                        for i in range(0, len(rows), 4)) + "},")
    print("};\n// clang-format on\n\n}  // namespace ohmic::devices")


main()
