// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/plain_read.h"

#include <algorithm>
#include <cmath>

#include "devices/random/normal.h"

namespace ohmic::sim {
namespace {

devices::RandomBlock noiseBlock(const devices::RandomStream& noise, const ConversionSite& site,
                                std::uint32_t column) {
  return noise.block(site.image, site.position, column / 4, site.phase | (site.rowBlock << 16U));
}

template <class T>
class PlaneConverter {
 public:
  PlaneConverter(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                 std::int64_t driveSum)
      : ideal_(arithmetic.idealAdc),
        common_(static_cast<T>(array.commonTerm) * static_cast<T>(driveSum)),
        varianceUnit_(static_cast<T>(plane.varianceUnit)) {
    if (!ideal_) {
      adc_.lsb = static_cast<double>(arithmetic.lsb[static_cast<std::size_t>(plane.slice)]);
      adc_.codes = arithmetic.adcCodes;
    }
  }

  [[nodiscard]] T noise(std::int64_t variance, std::uint32_t word) const {
    return std::sqrt(static_cast<T>(variance) * varianceUnit_) *
           static_cast<T>(devices::standardNormal(word));
  }

  /// @param noise  fixed-point units.
  [[nodiscard]] std::int64_t code(std::int64_t sum, T noise) const {
    if (ideal_) {
      return sum + static_cast<std::int64_t>(std::nearbyint(noise));
    }
    return devices::convert(adc_, static_cast<T>(sum) + common_ + noise);
  }

 private:
  bool ideal_;
  T common_;
  T varianceUnit_;
  devices::AdcTransfer adc_;
};

template <class T>
void convertAs(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
               const devices::RandomStream& stream, const ConversionSite& site, const std::int64_t* sums,
               const std::int64_t* variances, std::int64_t driveSum, std::int64_t* codes) {
  const PlaneConverter<T> converter(arithmetic, array, plane, driveSum);
  const bool isNoisy = plane.varianceUnit > 0.0;
  devices::RandomBlock block{};
  for (int c = 0; c < plane.levels.columns(); ++c) {
    T noise = 0;
    if (isNoisy) {
      const std::uint32_t column = site.column + static_cast<std::uint32_t>(c);
      if (c == 0 || column % 4 == 0) {
        block = noiseBlock(stream, site, column);
      }
      noise = converter.noise(variances[c], block[column % 4]);
    }
    codes[c] = converter.code(sums[c], noise);
  }
}

}  // namespace

void sumColumns(const PairedRows& levels, const std::int16_t* drive, std::int64_t* sums) {
  std::fill(sums, sums + levels.columns(), 0);
  for (int k = 0; k < levels.rows(); ++k) {
    for (int c = 0; drive[k] != 0 && c < levels.columns(); ++c) {
      sums[c] += static_cast<std::int64_t>(drive[k]) * levels.at(k, c);
    }
  }
}

void sumVariances(const PairedRows& variance, const std::int16_t* drive, std::int64_t* sums) {
  std::fill(sums, sums + variance.columns(), 0);
  for (int k = 0; k < variance.rows(); ++k) {
    const std::int64_t square = static_cast<std::int64_t>(drive[k]) * drive[k];
    for (int c = 0; square != 0 && c < variance.columns(); ++c) {
      sums[c] += square * variance.at(k, c);
    }
  }
}

std::int64_t sumDrive(const std::int16_t* drive, int rows) {
  std::int64_t sum = 0;
  for (int k = 0; k < rows; ++k) {
    sum += drive[k];
  }
  return sum;
}

void convertColumns(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                    const devices::RandomStream& noise, const ConversionSite& site, const std::int64_t* sums,
                    const std::int64_t* variances, std::int64_t driveSum, std::int64_t* codes) {
  if (arithmetic.isWide || arithmetic.idealAdc) {
    convertAs<double>(arithmetic, array, plane, noise, site, sums, variances, driveSum, codes);
  } else {
    convertAs<float>(arithmetic, array, plane, noise, site, sums, variances, driveSum, codes);
  }
}

std::int64_t countSaturated(const LayerArithmetic& arithmetic, const std::int64_t* codes, int count) {
  if (arithmetic.idealAdc) {
    return 0;
  }
  const auto& limits = arithmetic.adcCodes;
  return std::count_if(codes, codes + count, [&](std::int64_t code) {
    return code == limits.greatest || (limits.least < 0 && code == limits.least);
  });
}

void addCodes(const LayerArithmetic& arithmetic, const Plane& plane, int phase, const std::int64_t* codes,
              std::int64_t* sums) {
  const std::int64_t weight = arithmetic.weight(plane.slice, phase) * (plane.polarity < 0 ? -1 : 1);
  for (int c = 0; c < plane.levels.columns(); ++c) {
    sums[c] += codes[c] * weight;
  }
}

}  // namespace ohmic::sim
