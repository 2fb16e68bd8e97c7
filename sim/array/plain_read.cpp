// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/plain_read.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "devices/converters/ideal_codes.h"
#include "devices/random/read_normal.h"
#include "devices/wires/gated_column.h"

namespace ohmic::sim {
namespace {

devices::ReadCount countOf(const ConversionSite& site) {
  return {site.image, site.position, site.pass | (site.rowBlock << 16U)};
}

constexpr int kTogether = 64;  ///< columns

template <class T>
class PlaneConverter {
 public:
  PlaneConverter(const LayerArithmetic& arithmetic, const Plane& plane, int phase)
      : ideal_(arithmetic.idealAdc),
        varianceUnit_(static_cast<T>(
            plane.varianceUnit * static_cast<double>(std::int64_t{1} << (2 * arithmetic.dacFractionBits)))),
        converterVariance_(static_cast<T>(arithmetic.converterVariance(plane.slice, phase))),
        converters_(plane.converters) {
    if (!ideal_) {
      adc_.lsb = static_cast<double>(arithmetic.lsbOf(plane.slice, phase));
      adc_.codes = arithmetic.codesOf(phase);
      bitsLess_ = arithmetic.input.bitsAbove(phase);
    }
  }

  /// Whether a conversion draws anything.
  [[nodiscard]] bool isNoisy() const { return varianceUnit_ > 0 || converterVariance_ > 0; }

  /// A column's cells together, fixed-point units.
  [[nodiscard]] T cellNoise(std::int64_t variance, float normal) const {
    return std::sqrt(static_cast<T>(variance) * varianceUnit_) * static_cast<T>(normal);
  }

  /// Cells and converter together: independent normal numbers are one, with the sum of their variances.
  [[nodiscard]] T noise(std::int64_t variance, float normal) const {
    return std::sqrt(static_cast<T>(variance) * varianceUnit_ + converterVariance_) * static_cast<T>(normal);
  }

  /// Codes of columns from @p column on. @param exact, rest  fixed-point units, whole ones and what is added
  void codes(int column, int count, const std::int64_t* exact, T common, const T* rest, std::int64_t* codes) {
    if (ideal_) {
      for (int c = 0; c < count; ++c) {
        codes[c] = exact[c] + static_cast<std::int64_t>(std::nearbyint(common + rest[c]));
      }
      return;
    }
    T signals[kTogether];
    for (int c = 0; c < count; ++c) {
      signals[c] = static_cast<T>(exact[c]) + common + rest[c];
    }
    if (converters_.empty()) {
      devices::idealCodes(adc_, signals, count, codes);
      return;
    }
    for (int c = 0; c < count; ++c) {
      adc_.deviation = converters_.of(column + c);
      if (bitsLess_ > 0) {
        adc_.deviation = adc_.deviation.shortened(bitsLess_);
      }
      codes[c] = devices::convert(adc_, signals[c]);
    }
  }

 private:
  bool ideal_;
  T varianceUnit_;
  T converterVariance_;
  const ColumnConverters& converters_;
  int bitsLess_ = 0;  ///< of a conversion than the converter has
  devices::AdcTransfer adc_;
};

/// See commonSignal().
template <class T>
T commonAs(const PlaneConverter<T>& converter, const ProgrammedArray& array, const Plane& plane,
           const ConversionSite& site, const ColumnSignals& signals, devices::ReadNormals& normals) {
  const T common = static_cast<T>(array.commonTerm) * static_cast<T>(signals.driveSum);
  return plane.unitVariance.columns() > 0
             ? common - converter.cellNoise(signals.unitVariance, normals.of(site.unitColumn))
             : common;
}

template <class T>
void convertAs(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
               const devices::RandomStream& stream, const ConversionSite& site, const ColumnSignals& signals,
               std::int64_t* codes) {
  PlaneConverter<T> converter(arithmetic, plane, signals.phase);
  devices::ReadNormals normals(stream, countOf(site));
  const T common = commonAs(converter, array, plane, site, signals, normals);
  const int outputs = plane.levels.columns() - (arithmetic.unitConverted ? 1 : 0);
  const auto restOf = [&](int c) {
    T rest = 0;
    if (converter.isNoisy()) {
      const std::uint32_t column =
          c < outputs ? site.column + static_cast<std::uint32_t>(c) : site.unitColumn;
      rest = converter.noise(signals.variances == nullptr ? 0 : signals.variances[c], normals.of(column));
    }
    return signals.bends == nullptr ? rest : rest + static_cast<T>(signals.bends[c]);
  };
  for (int first = 0; first < plane.levels.columns(); first += kTogether) {
    const int count = std::min(kTogether, plane.levels.columns() - first);
    T rest[kTogether];
    for (int c = 0; c < count; ++c) {
      rest[c] = restOf(first + c);
    }
    converter.codes(first, count, signals.sums + first, common, rest, codes + first);
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

void sumVariances(const PairedRows& variance, const mapping::InputCodes& input, const std::int16_t* nominal,
                  std::int64_t* sums) {
  std::fill(sums, sums + variance.columns(), 0);
  for (int k = 0; k < variance.rows(); ++k) {
    const std::int64_t weight = input.noiseWeight(nominal[k]);
    for (int c = 0; weight != 0 && c < variance.columns(); ++c) {
      sums[c] += weight * variance.at(k, c);
    }
  }
}

std::int64_t sumCodes(const mapping::InputCodes& input, const std::int16_t* codes, int rows) {
  std::int64_t sum = static_cast<std::int64_t>(input.offset()) * rows;
  for (int k = 0; k < rows; ++k) {
    sum += input.isSigned() ? codes[k] : static_cast<std::uint16_t>(codes[k]);
  }
  return sum;
}

GatedScale gatedScale(const LayerArithmetic& arithmetic, const ProgrammedArray& array) {
  return {static_cast<double>(std::int64_t{1} << arithmetic.fractionBits) / array.levelStep,
          array.commonTerm};
}

void sumGated(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
              const std::int16_t* on, std::int64_t* sums) {
  using Sum = std::numeric_limits<std::int32_t>;
  const int rows = plane.levels.rows();
  const GatedScale scale = gatedScale(arithmetic, array);
  const double common = scale.common(sumDrive(on, rows));
  std::vector<devices::GatedRow> switched;
  devices::switchedRows(array.gatedWires, on, rows, switched);
  const auto line = [&](const GatedLines& lines, int c) {
    return devices::lineConductance(lines.data() + c, lines.paddedColumns(), switched.data(),
                                    switched.size());
  };
  const bool isShared = plane.gatedMinus.columns() == 1;
  for (int c = 0; c < plane.levels.columns(); ++c) {
    const double minus = plane.gatedMinus.empty() ? 0.0 : line(plane.gatedMinus, isShared ? 0 : c);
    const double units = (line(plane.gatedPlus, c) - minus) * scale.perSiemens - common;
    sums[c] = static_cast<std::int64_t>(
        std::nearbyint(std::clamp(units, static_cast<double>(Sum::min()), static_cast<double>(Sum::max()))));
  }
}

double bendUnit(const LayerArithmetic& arithmetic, const Plane& plane, std::size_t term) {
  return plane.bends[term].unit * arithmetic.bends[term].unit *
         static_cast<double>(std::int64_t{1} << arithmetic.fractionBits);
}

void sumBends(const LayerArithmetic& arithmetic, const Plane& plane, const std::int16_t* drive,
              double* sums) {
  const int columns = plane.levels.columns();
  std::vector<std::int64_t> term(static_cast<std::size_t>(columns));
  std::vector<std::int16_t> bent(static_cast<std::size_t>(plane.levels.rows()));
  std::fill(sums, sums + columns, 0.0);
  for (std::size_t t = 0; t < plane.bends.size(); ++t) {
    for (std::size_t k = 0; k < bent.size(); ++k) {
      bent[k] = arithmetic.bends[t].of(drive[k]);
    }
    sumColumns(plane.bends[t].coefficients, bent.data(), term.data());
    const double unit = bendUnit(arithmetic, plane, t);
    for (int c = 0; c < columns; ++c) {
      sums[c] += static_cast<double>(term[static_cast<std::size_t>(c)]) * unit;
    }
  }
}

float commonSignal(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                   const devices::RandomStream& noise, const ConversionSite& site,
                   const ColumnSignals& signals) {
  devices::ReadNormals normals(noise, countOf(site));
  return commonAs(PlaneConverter<float>(arithmetic, plane, signals.phase), array, plane, site, signals,
                  normals);
}

std::int64_t sumDrive(const std::int16_t* drive, int rows) {
  constexpr int kTogether = 65536;  // drives whose sum cannot leave int32
  std::int64_t sum = 0;
  for (int first = 0; first < rows; first += kTogether) {
    const std::int16_t* begin = drive + first;
    sum += std::accumulate(begin, begin + std::min(kTogether, rows - first), std::int32_t{0});
  }
  return sum;
}

void convertColumns(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                    const devices::RandomStream& noise, const ConversionSite& site,
                    const ColumnSignals& signals, std::int64_t* codes) {
  if (arithmetic.isWide || arithmetic.idealAdc) {
    convertAs<double>(arithmetic, array, plane, noise, site, signals, codes);
  } else {
    convertAs<float>(arithmetic, array, plane, noise, site, signals, codes);
  }
}

std::int64_t countSaturated(const LayerArithmetic& arithmetic, int phase, const std::int64_t* codes,
                            int count) {
  if (arithmetic.idealAdc) {
    return 0;
  }
  const auto& limits = arithmetic.codesOf(phase);
  return std::count_if(codes, codes + count, [&](std::int64_t code) {
    return code == limits.greatest || (limits.least < 0 && code == limits.least);
  });
}

void addCodes(const LayerArithmetic& arithmetic, const Plane& plane, int phase, const std::int64_t* codes,
              std::int64_t* sums) {
  const std::int64_t weight = arithmetic.weight(plane.slice, phase) * (plane.polarity < 0 ? -1 : 1);
  const int outputs = plane.levels.columns() - (arithmetic.unitConverted ? 1 : 0);
  const std::int64_t unit = arithmetic.unitConverted ? codes[outputs] : 0;
  for (int c = 0; c < outputs; ++c) {
    sums[c] += (codes[c] - unit) * weight;
  }
}

}  // namespace ohmic::sim
