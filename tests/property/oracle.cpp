// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/property/oracle.h"

#include <algorithm>
#include <cmath>

#include "devices/random/normal.h"
#include "devices/random/read_normal.h"

namespace ohmic::tests {
namespace {

using mapping::Encoding;
using mapping::InputEncoding;
using mapping::SignedDrive;

std::uint32_t planeNumber(int slice, int polarity) {
  return static_cast<std::uint32_t>(4 * slice + (polarity == 0 ? 0 : polarity > 0 ? 1 : 2));
}

bool isOffset(Encoding encoding) {
  return encoding == Encoding::offset || encoding == Encoding::offsetUnitColumn;
}

}  // namespace

/// Input code of a matrix row, from the geometry's definition.
int Oracle::code(int position, int row) const {
  const auto& p = layer.layer().patch;
  const int channels = p.channels / p.groups;
  const int c = row % channels, pixel = row / channels;
  const int j = pixel % p.kernelWidth, i = pixel / p.kernelWidth % p.kernelHeight;
  const int group = pixel / p.kernelWidth / p.kernelHeight;
  const int y = position / p.outputWidth * p.strideY + i * p.dilationY - p.padTop;
  const int x = position % p.outputWidth * p.strideX + j * p.dilationX - p.padLeft;
  if (y < 0 || y >= p.height || x < 0 || x >= p.width) {
    return 0;
  }
  const int channel = group * channels + c;
  const float value = p.channelsLast ? layer.input[y * p.channels + channel]
                                     : layer.input[(channel * p.height + y) * p.width + x];
  const float scaled = value * static_cast<float>(1.0 / layer.inputScale);
  const auto& codes = layer.layer().input;
  return static_cast<int>(std::nearbyint(
      std::clamp(scaled, static_cast<float>(codes.least), static_cast<float>(codes.greatest))));
}

int Oracle::groupRows(const mapping::ArrayPlan& array) const {
  const int active = layer.layer().options.array.activeRows;
  return active > 0 ? active : array.rows;
}

int Oracle::groups(const mapping::ArrayPlan& array) const {
  return static_cast<int>(std::ceil(static_cast<double>(array.rows) / groupRows(array)));
}

std::vector<int> Oracle::rowsRead(const Line& line) const {
  std::vector<int> rows;
  for (int row = 0; row < line.array.rows; ++row) {
    if (row / groupRows(line.array) == line.group) {
      rows.push_back(line.array.rowBegin + row);
    }
  }
  return rows;
}

int Oracle::shift() const {
  const auto& codes = layer.layer().input;
  return codes.least < 0 && codes.signedDrive == SignedDrive::offset ? codes.greatest : 0;
}

int Oracle::magnitudeBits() const {
  return static_cast<int>(std::ceil(std::log2(layer.layer().input.greatest + shift() + 1)));
}

int Oracle::phases() const {
  const auto& codes = layer.layer().input;
  const bool eachBit =
      codes.encoding == InputEncoding::bitSerial && codes.accumulation == mapping::Accumulation::digital;
  const bool bothSigns = codes.least < 0 && codes.signedDrive == SignedDrive::twoPhase;
  const int each = eachBit ? magnitudeBits() : isInParts() ? static_cast<int>(parts().size()) : 1;
  return each * (bothSigns ? 2 : 1);
}

bool Oracle::isInParts() const { return layer.layer().input.parts > 1; }

/// Cut from the highest bit down, each part as long as those that are left share the rest.
std::vector<std::pair<int, int>> Oracle::parts() const {
  std::vector<std::pair<int, int>> parts;
  int bits = magnitudeBits();
  for (int left = std::min(layer.layer().input.parts, bits); left > 0; --left) {
    const int count = static_cast<int>(std::ceil(static_cast<double>(bits) / left));
    bits -= count;
    parts.insert(parts.begin(), {bits, count});
  }
  return parts;
}

std::pair<int, int> Oracle::partOf(int phase) const {
  const auto all = parts();
  return all[static_cast<std::size_t>(phase) % all.size()];
}

/// The same in the output for every part.
double Oracle::lsbOf(int slice, int phase) const {
  const auto own = static_cast<std::size_t>(slice);
  return isInParts() ? lsb[own] * std::pow(2.0, parts().back().first - partOf(phase).first) : lsb[own];
}

int Oracle::bitsLess(int phase) const {
  return isInParts() ? magnitudeBits() - partOf(phase).first - partOf(phase).second : 0;
}

/// Positive codes first, then what the negative ones drive.
double Oracle::phaseWeight(int phase) const {
  const auto& codes = layer.layer().input;
  const bool bothSigns = codes.least < 0 && codes.signedDrive == SignedDrive::twoPhase;
  const int bits = bothSigns ? phases() / 2 : phases();
  if (isInParts()) {
    return std::pow(2.0, partOf(phase).first) * (bothSigns && phase >= bits ? -1 : 1);
  }
  return std::pow(2.0, phase % bits) * (bothSigns && phase >= bits ? -1 : 1);
}

int Oracle::nominal(int position, int row, int phase) const {
  const auto& codes = layer.layer().input;
  int q = code(position, row);
  if (codes.least < 0 && codes.signedDrive == SignedDrive::twoPhase) {
    q = std::max(phaseWeight(phase) < 0 ? -q : q, 0);
  }
  q += shift();
  if (isInParts()) {
    const int part =
        std::abs(q) / static_cast<int>(std::abs(phaseWeight(phase))) % (1 << partOf(phase).second);
    return q < 0 ? -part : part;
  }
  if (codes.encoding != InputEncoding::bitSerial || codes.accumulation == mapping::Accumulation::analog) {
    return q;
  }
  const int bit = std::abs(q) / static_cast<int>(std::abs(phaseWeight(phase))) % 2;
  return q < 0 ? -bit : bit;
}

int Oracle::greatestDrive() const {
  const auto& codes = layer.layer().input;
  const bool eachBit =
      codes.encoding == InputEncoding::bitSerial && codes.accumulation == mapping::Accumulation::digital;
  if (isInParts()) {
    return (1 << parts().back().second) - 1;
  }
  return eachBit ? 1 : codes.greatest + shift();
}

/// What the row gets, in codes: with driver errors a whole number of sixteenths (or coarser ones, where
/// sixteen bits are too few).
double Oracle::driven(const Line& line, int row) const {
  const int q = nominal(line.position, row, line.phase);
  if (dac.inl == 0.0 && dac.noise == 0.0) {
    return q;
  }
  const auto block = static_cast<std::uint32_t>(line.array.columnBegin);
  const auto replica = static_cast<std::uint32_t>(line.position % layer.layer().replicas);
  const auto node = devices::nodeHash("layer");
  const auto place = static_cast<std::uint32_t>(row);
  const devices::RandomStream drivers(seed, devices::Purpose::driver, chip, node, 0);
  const devices::RandomStream reads(seed, devices::Purpose::driverNoise, chip, node, block);
  const double bow = devices::standardNormal(drivers.block(block, place / 4, replica, 0)[place % 4]);
  const double draw =
      devices::standardNormal(reads.block(image, static_cast<std::uint32_t>(line.position), place / 4,
                                          static_cast<std::uint32_t>(line.phase))[place % 4]);
  const double x = std::abs(q) / static_cast<double>(greatestDrive());
  const double inl = 4.0 * x * (1.0 - x) * bow * dac.inl;
  const double exact = q + (q < 0 ? -inl : inl) + draw * dac.noise;
  const double limit = greatestDrive() + 4.0 * (dac.inl + dac.noise);
  double parts = 16.0;
  while (parts > 1.0 && limit * parts > 32767.0) {
    parts /= 2.0;
  }
  return std::clamp(std::nearbyint(exact * parts), -std::ceil(limit * parts), std::ceil(limit * parts)) /
         parts;
}

double Oracle::noiseWeight(int drive) const {
  const auto& codes = layer.layer().input;
  if (codes.encoding == InputEncoding::pulseWidth) {
    return std::abs(drive);
  }
  if (codes.encoding == InputEncoding::parallel || codes.accumulation == mapping::Accumulation::digital) {
    return static_cast<double>(drive) * drive;
  }
  double sum = 0.0;
  for (int bit = 0; bit < 16; ++bit) {
    sum += std::abs(drive) / (1 << bit) % 2 * std::pow(4.0, bit);
  }
  return sum;
}

double Oracle::step() const { return (range.greatest - range.least) / layer.layer().levels.greatestDigit(); }

double Oracle::unit() const { return 1.0 / static_cast<double>(1 << layer.layer().levels.fractionBits); }

/// Unit columns count behind the layer's columns, each as far as its array's first output.
int Oracle::columnNumber(const Line& line) const {
  return line.isUnit ? layer.layer().columns + line.array.columnBegin : line.column;
}

double Oracle::conductance(const Line& line, int row, int polarity, bool ofUnit, int device) const {
  const devices::RandomStream stream(seed, devices::Purpose::programming, chip, devices::nodeHash("layer"),
                                     planeNumber(line.slice, polarity));
  Line place = line;
  place.isUnit = place.isUnit || ofUnit;
  return cells.at({stream.key(), static_cast<std::uint32_t>(row),
                   static_cast<std::uint32_t>(columnNumber(place)),
                   static_cast<std::uint32_t>(line.position % layer.layer().replicas),
                   static_cast<std::uint32_t>(device)});
}

/// Mean current of the devices of a digit.
double Oracle::cellCurrent(const Line& line, int row, int polarity, bool ofUnit, double drive,
                           double& tolerance) const {
  double sum = 0.0;
  for (int device = 0; device < weights().devices; ++device) {
    sum += current(conductance(line, row, polarity, ofUnit, device), drive, tolerance);
  }
  return sum / weights().devices;
}

double Oracle::noise(const Line& line, bool ofUnit, double& tolerance) const {
  const double ofConverter = idealAdc || ofUnit ? 0.0 : converters.noise * lsbOf(line.slice, line.phase);
  if (readSigma == 0.0 && ofConverter == 0.0) {
    return 0.0;
  }
  double weight = 0.0;
  for (const int row : rowsRead(line)) {
    weight += noiseWeight(nominal(line.position, row, line.phase));
  }
  Line place = line;
  place.isUnit = place.isUnit || ofUnit;
  const int column = columnNumber(place);
  const devices::RandomStream stream(seed, devices::Purpose::readNoise, chip, devices::nodeHash("layer"),
                                     planeNumber(line.slice, line.polarity));
  devices::ReadNormals normals(stream,
                               {image, static_cast<std::uint32_t>(line.position),
                                static_cast<std::uint32_t>(line.phase * groups(line.array) + line.group) |
                                    (static_cast<std::uint32_t>(line.array.rowBlock) << 16U)});
  const double cellsOfLine = line.polarity == 0 && !isOffset(weights().encoding) ? 2.0 : 1.0;
  const double ofCells = readSigma / step() * std::sqrt(weight * cellsOfLine / weights().devices);
  const double value = std::sqrt(ofCells * ofCells + ofConverter * ofConverter) *
                       normals.of(static_cast<std::uint32_t>(column));
  tolerance += std::abs(value) * 1e-4;  // variances are stored in 1/32767 of the largest
  return value;
}

/// Current of a cell in levels times codes; amplitudes bend by the law at their voltage, durations and bits
/// by the law at the read voltage.
double Oracle::current(double g, double drive, double& tolerance) const {
  double sum = drive * g / step();
  if (!iv.law) {
    return sum;
  }
  const bool isAmplitude = layer.layer().input.encoding == InputEncoding::parallel;
  const double volts = iv.readVoltage / greatestDrive();  // of a code
  const auto function = [&](int term, double q) {
    return isAmplitude
               ? iv.law->voltageFunction(term, q * volts) / volts
               : std::abs(q) * iv.law->voltageFunction(term, q < 0 ? -iv.readVoltage : iv.readVoltage) /
                     iv.readVoltage;
  };
  const double limit = greatestDrive() + 4.0 * (dac.inl + dac.noise) + 1.0;
  for (int term = 0; term < iv.law->terms(); ++term) {
    double greatest = 0.0;
    for (int i = 0; i <= 64; ++i) {
      const double at = range.least + 1.125 * i / 64 * (range.greatest - range.least);
      greatest = std::max(greatest, std::abs(iv.law->coefficient(term, at)) / step());
    }
    const double c = iv.law->coefficient(term, g) / step();
    const double f = function(term, drive);
    const double functionEnd = std::max(std::abs(function(term, limit)), std::abs(function(term, -limit)));
    sum += c * f;
    tolerance += 0.51 * (2.25 * greatest / 32767.0 * std::abs(f) + functionEnd / 4095.0 * std::abs(c));
  }
  return sum;
}

/// What one converter sees: a difference (polarity 0) or one line.
Oracle::Signal Oracle::signal(const Line& line) const {
  Signal signal;
  double magnitude = 0.0;
  for (const int row : rowsRead(line)) {
    const double q = driven(line, row);
    const int own = line.polarity == 0 ? 1 : line.polarity;
    signal.value += cellCurrent(line, row, own, false, q, signal.tolerance);
    if (line.polarity == 0) {
      const bool hasUnit = isOffset(weights().encoding);
      signal.value -= cellCurrent(line, row, hasUnit ? 1 : -1, hasUnit, q, signal.tolerance);
    }
    magnitude += std::abs(q);
  }
  signal.tolerance += magnitude * 0.5000001 * unit();
  signal.value += noise(line, false, signal.tolerance);
  if (line.polarity == 0 && isOffset(weights().encoding)) {
    signal.value -= noise(line, true, signal.tolerance);
  }
  // float keeps 24 bits of the stored numbers' sum and of what comes back with the common term
  const double common = magnitude * (range.least / step() + layer.layer().levels.greatestDigit());
  signal.tolerance += (std::abs(signal.value) + common) * 4e-7 + 1e-9;
  return signal;
}

/// Bits tried from the highest down. A comparison that may tip moves the code by one, and by what the levels
/// are off.
Oracle::Answer Oracle::successive(double x, double tolerance, const devices::SarLevels& levels, int bits,
                                  bool isSigned, double lsb) {
  const double magnitude = isSigned ? std::abs(x) : x;
  double kept = -0.5, code = 0.0, off = 1.0;
  bool mayTip = false;
  for (int b = bits - 1; b >= 0; --b) {
    const double tried = kept + static_cast<double>(levels[b]);
    mayTip = mayTip || std::abs(magnitude - tried) <= tolerance;
    off += std::abs(static_cast<double>(levels[b]) - std::pow(2.0, b));
    if (magnitude > tried) {
      kept = tried, code += std::pow(2.0, b);
    }
  }
  return {(isSigned && x < 0 ? -code : code) * lsb, mayTip ? (off + 1.0 + std::floor(tolerance)) * lsb : 0.0};
}

/// Comparators that the signal is above, less those of the other sign. Each that may tip moves the code by
/// one.
Oracle::Answer Oracle::compared(double x, double tolerance, const std::vector<float>& thresholds, int bits,
                                bool isSigned, double lsb) {
  const std::size_t comparators = (std::size_t{1} << bits) - 1;
  double code = 0.0, tips = 0.0;
  for (std::size_t k = 0; k < (isSigned ? 2 * comparators : comparators); ++k) {
    const double sign = k < comparators ? 1.0 : -1.0;
    const double above = sign * x - static_cast<double>(thresholds[k]);
    code += above > 0.0 ? sign : 0.0;
    tips += std::abs(above) <= tolerance ? 1.0 : 0.0;
  }
  return {code * lsb, tips * lsb};
}

/// Lines of an array are read in turn: outputs slice by slice, both lines of a pair that is converted.
devices::AdcDeviation Oracle::converterOf(const Line& line, int bits) const {
  const auto& plan = layer.layer();
  const int column = line.isUnit ? line.array.columns : line.column - line.array.columnBegin;
  int number = column * plan.levels.slices + line.slice;
  if (line.polarity != 0 && !isOffset(weights().encoding)) {
    number = 2 * number + (line.polarity < 0 ? 1 : 0);
  }
  const bool isTwin = weights().pair == mapping::Pair::twin && !isOffset(weights().encoding);
  const devices::RandomStream random(seed, devices::Purpose::converter, chip, devices::nodeHash("layer"), 0);
  return drawConverter(converters, bits, random,
                       {static_cast<std::uint32_t>(line.array.index),
                        static_cast<std::uint32_t>(line.position % plan.replicas),
                        static_cast<std::uint32_t>(number % (converters.converters * (isTwin ? 2 : 1)))});
}

Oracle::Answer Oracle::convert(const Line& line) const {
  const Signal signal = this->signal(line);
  const int slice = line.slice;
  if (idealAdc) {
    return {signal.value, signal.tolerance + unit()};
  }
  const auto& codes = layer.layer().input;
  const bool drivesBelowZero = codes.least < 0 && codes.signedDrive == SignedDrive::bipolar;
  const bool isSigned = weights().subtraction == mapping::Subtraction::analog || drivesBelowZero;
  const int less = bitsLess(line.phase);
  const double step = lsbOf(slice, line.phase);
  const double greatest = std::pow(2.0, (isSigned ? adcBits - 1 : adcBits) - less) - 1;
  double x = signal.value / step;
  double tolerance = signal.tolerance / step;
  if (!converters.errors.none()) {
    const int bits = isSigned ? adcBits - 1 : adcBits;
    const auto own = converterOf(line, bits);
    x = x * own.gain + own.offset;
    const double share = std::min(std::abs(x) / greatest, 1.0);
    x += (x < 0 ? -4.0 : 4.0) * own.bow * share * (1.0 - share);
    tolerance = tolerance * (own.gain + 4.0 * std::abs(own.bow) / greatest) + 1e-6 * (std::abs(x) + 1.0);
    if (own.levels) {
      devices::SarLevels levels{};  // the first steps are those of the highest bits
      for (int b = 0; b < bits - less; ++b) {
        levels[b] = (*own.levels)[b + less] / static_cast<float>(1 << less);
      }
      return successive(x, tolerance, levels, bits - less, isSigned, step);
    }
    if (!own.thresholds.empty()) {
      return compared(x, tolerance, own.thresholds, bits, isSigned, step);
    }
  }
  const double code = std::clamp(std::nearbyint(x), isSigned ? -greatest : 0.0, greatest);
  const double toBoundary = std::abs(x - std::floor(x) - 0.5);
  const bool mayTip = toBoundary <= tolerance;
  const double steps = 1.0 + std::floor(tolerance);
  return {code * step, mayTip ? steps * step : 0.0};
}

/// One slice's and phase's digital number of an output.
Oracle::Answer Oracle::converted(const mapping::ArrayPlan& array, int position, int column, int slice,
                                 int phase, int group) const {
  if (weights().subtraction == mapping::Subtraction::analog) {
    return convert({array, position, column, slice, 0, phase, group});
  }
  Answer answer = convert({array, position, column, slice, 1, phase, group});
  if (weights().encoding == Encoding::offset) {
    return answer;
  }
  const bool hasUnit = weights().encoding == Encoding::offsetUnitColumn;
  const Answer other = convert({array, position, column, slice, hasUnit ? 1 : -1, phase, group, hasUnit});
  return {answer.value - other.value, answer.tolerance + other.tolerance};
}

/// What the digital side subtracts from an output for an array: the weights' offset and g_min's current on
/// every code, and the inputs' shift on every weight.
double Oracle::known(const mapping::ArrayPlan& array, int position, int column) const {
  double sum = 0.0;
  const auto& band = layer.layer().bands[array.band];
  for (int row = array.rowBegin; row < array.rowBegin + array.rows; ++row) {
    if (weights().encoding == Encoding::offset) {
      double gMin = 0.0;
      for (int slice = 0; slice < layer.layer().levels.slices; ++slice) {
        gMin += range.least / step() * std::pow(2.0, slice * layer.layer().levels.sliceBits);
      }
      sum += (code(position, row) + shift()) * (std::pow(2.0, weights().bits - 1) + gMin);
    }
    sum += shift() *
           static_cast<double>(band.levels[static_cast<std::size_t>(row - band.rowBegin) * band.columns +
                                           column - band.columnBegin]);
  }
  return sum;
}

Oracle::Answer Oracle::output(int position, int column) const {
  Answer sum;
  for (const auto& array : layer.layer().arrays) {
    if (column < array.columnBegin || column >= array.columnBegin + array.columns) {
      continue;
    }
    sum.value -= known(array, position, column);
    sum.tolerance += unit();
    for (int slice = 0; slice < layer.layer().levels.slices; ++slice) {
      for (int pass = 0; pass < phases() * groups(array); ++pass) {
        const int phase = pass / groups(array);
        const double weight = std::pow(2.0, slice * layer.layer().levels.sliceBits) * phaseWeight(phase);
        const Answer answer = converted(array, position, column, slice, phase, pass % groups(array));
        sum.value += answer.value * weight;
        sum.tolerance += answer.tolerance * std::abs(weight);
      }
    }
  }
  const auto& scales = layer.layer().weightScale;
  const double scale = scales[scales.size() == 1 ? 0 : column] * layer.inputScale;
  return {sum.value * scale + layer.layer().bias[column], sum.tolerance * scale};
}

}  // namespace ohmic::tests
