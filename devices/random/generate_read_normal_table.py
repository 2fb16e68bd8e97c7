#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Write read_normal_table.h: quartic pieces of the upper half of the inverse normal distribution.

A 15-bit number v stands for the probability p = (v + 0.5) / 2^16 in (0, 0.5); the table gives
|z| = -Phi^-1(p) for v from 48 up. Its pieces are the octaves of y = v + 256.5, whose exponents are
8 to 15; a piece's variable is y itself. The source is Wichura's AS 241 (statistics.NormalDist),
interpolated at Chebyshev nodes.

    generate_read_normal_table.py > read_normal_table.h
"""
import math
from statistics import NormalDist

import numpy

DEGREE = 4
FIRST = 48
SHIFT = 256.5
EXPONENTS = range(8, 16)


def piece(exponent: int) -> numpy.ndarray:
    """Coefficients of |z|(y), y in [2^exponent, 2^(exponent + 1))."""
    least, greatest = max(2.0**exponent, FIRST + SHIFT), min(2.0 ** (exponent + 1), 32767 + SHIFT)
    nodes = numpy.cos((2 * numpy.arange(DEGREE + 1) + 1) * math.pi / (2 * DEGREE + 2))
    y = (least + greatest) / 2 + (greatest - least) / 2 * nodes
    z = [-NormalDist().inv_cdf((n - SHIFT + 0.5) / 2.0**16) for n in y]
    scaled = numpy.polynomial.polynomial.polyfit(y / 2.0**exponent, z, DEGREE)
    return scaled / 2.0 ** (exponent * numpy.arange(DEGREE + 1))


def main() -> None:
    pieces = [piece(e) for e in EXPONENTS]
    print("// SPDX-FileCopyrightText: 2026 The Ohmic authors")
    print("// SPDX-License-Identifier: Apache-2.0")
    print("// Written by generate_read_normal_table.py; do not edit.")
    print("#pragma once\n")
    print("namespace ohmic::devices {\n")
    print(f"inline constexpr int kReadNormalDegree = {DEGREE};")
    print(f"inline constexpr int kReadNormalPieces = {len(pieces)};")
    print(f"inline constexpr int kReadNormalFirst = {FIRST};        ///< the table begins with this v")
    print(f"inline constexpr float kReadNormalShift = {SHIFT}F;  ///< y - v")
    print("\n/// Coefficients of |z|(y), from the lowest power up, by y's exponent + 127 modulo 8; twice, for 16 lanes.")
    print("// clang-format off")
    print("alignas(64) inline constexpr float kReadNormalTable[kReadNormalDegree + 1][2 * kReadNormalPieces] = {")
    places = sorted(range(len(pieces)), key=lambda i: (EXPONENTS[i] + 127) % 8)
    for power in range(DEGREE + 1):
        numbers = [numpy.float32(pieces[i][power]).item().hex() + "F" for i in places] * 2
        print("    {" + ",\n     ".join(", ".join(numbers[i:i + 4]) for i in range(0, 16, 4)) + "},")
    print("};\n// clang-format on\n\n}  // namespace ohmic::devices")


main()
