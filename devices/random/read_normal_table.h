// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
// Written by generate_read_normal_table.py; do not edit.
#pragma once

namespace ohmic::devices {

inline constexpr int kReadNormalDegree = 4;
inline constexpr int kReadNormalPieces = 8;
inline constexpr int kReadNormalFirst = 48;        ///< the table begins with this v
inline constexpr float kReadNormalShift = 256.5F;  ///< y - v

/// Coefficients of |z|(y), from the lowest power up, by y's exponent + 127 modulo 8; twice, for 16 lanes.
// clang-format off
alignas(64) inline constexpr float kReadNormalTable[kReadNormalDegree + 1][2 * kReadNormalPieces] = {
    {0x1.0d34a60000000p+2F, 0x1.9b62e00000000p+1F, 0x1.61d3740000000p+1F, 0x1.36c15e0000000p+1F,
     0x1.0f69140000000p+1F, 0x1.cec3560000000p+0F, 0x1.9a43740000000p+0F, 0x1.9c631a0000000p+3F,
     0x1.0d34a60000000p+2F, 0x1.9b62e00000000p+1F, 0x1.61d3740000000p+1F, 0x1.36c15e0000000p+1F,
     0x1.0f69140000000p+1F, 0x1.cec3560000000p+0F, 0x1.9a43740000000p+0F, 0x1.9c631a0000000p+3F},
    {-0x1.76a5080000000p-8F, -0x1.9a609e0000000p-10F, -0x1.59dd5c0000000p-11F, -0x1.55a39a0000000p-12F,
     -0x1.6dadec0000000p-13F, -0x1.9a29a80000000p-14F, -0x1.223d340000000p-14F, -0x1.4b27c80000000p-4F,
     -0x1.76a5080000000p-8F, -0x1.9a609e0000000p-10F, -0x1.59dd5c0000000p-11F, -0x1.55a39a0000000p-12F,
     -0x1.6dadec0000000p-13F, -0x1.9a29a80000000p-14F, -0x1.223d340000000p-14F, -0x1.4b27c80000000p-4F},
    {0x1.f7b5560000000p-18F, 0x1.d09bc60000000p-21F, 0x1.6364720000000p-23F, 0x1.4904240000000p-25F,
     0x1.4b74b60000000p-27F, 0x1.4f964e0000000p-29F, 0x1.03742a0000000p-30F, 0x1.09926a0000000p-12F,
     0x1.f7b5560000000p-18F, 0x1.d09bc60000000p-21F, 0x1.6364720000000p-23F, 0x1.4904240000000p-25F,
     0x1.4b74b60000000p-27F, 0x1.4f964e0000000p-29F, 0x1.03742a0000000p-30F, 0x1.09926a0000000p-12F},
    {-0x1.5c16fc0000000p-28F, -0x1.28d33a0000000p-32F, -0x1.b46e7a0000000p-36F, -0x1.8c35760000000p-39F,
     -0x1.8d17d40000000p-42F, -0x1.9215ea0000000p-45F, -0x1.5e8be20000000p-47F, -0x1.872d480000000p-22F,
     -0x1.5c16fc0000000p-28F, -0x1.28d33a0000000p-32F, -0x1.b46e7a0000000p-36F, -0x1.8c35760000000p-39F,
     -0x1.8d17d40000000p-42F, -0x1.9215ea0000000p-45F, -0x1.5e8be20000000p-47F, -0x1.872d480000000p-22F},
    {0x1.7b76400000000p-40F, 0x1.3494ac0000000p-45F, 0x1.bb35b80000000p-50F, 0x1.8d66e60000000p-54F,
     0x1.8a36e60000000p-58F, 0x1.6bf1dc0000000p-62F, 0x1.ceedd80000000p-69F, 0x1.b581420000000p-33F,
     0x1.7b76400000000p-40F, 0x1.3494ac0000000p-45F, 0x1.bb35b80000000p-50F, 0x1.8d66e60000000p-54F,
     0x1.8a36e60000000p-58F, 0x1.6bf1dc0000000p-62F, 0x1.ceedd80000000p-69F, 0x1.b581420000000p-33F},
};
// clang-format on

}  // namespace ohmic::devices
