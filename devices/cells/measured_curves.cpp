// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/measured_curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "configs/mathematics/elementary.h"
#include "configs/reader/error.h"
#include "configs/reader/quantity.h"
#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {
namespace {

void checkPoints(const std::string& name, const char* what, const std::vector<MeasuredPoint>& points) {
  if (points.empty()) {
    throw configs::InputError(fmt::format("{}: found no line of numbers; allowed: at least one", name));
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].at < 0.0 || (i > 0 && points[i].at <= points[i - 1].at)) {
      throw configs::InputError(
          fmt::format("{}: found {} {} out of order; allowed: ascending from 0", name, what, points[i].at));
    }
  }
}

void checkSigma(const std::string& name, double at, double sigma) {
  if (sigma < 0.0) {
    throw configs::InputError(fmt::format("{}: found a negative std at {}; allowed: at least 0 S", name, at));
  }
}

}  // namespace

TableRelaxation::TableRelaxation(std::string name, std::vector<MeasuredPoint> points, double scale)
    : name_(std::move(name)), points_(std::move(points)), scale_(scale) {
  checkScale(scale);
  checkPoints(name_, "time", points_);
  for (const auto& point : points_) {
    checkSigma(name_, point.at, point.second);
  }
  if (points_.front().at > 0.0) {
    points_.insert(points_.begin(), MeasuredPoint{});
  }
}

void TableRelaxation::age(const CellBlock& cells, const RandomStream& stream, const double*, double readTime,
                          double* g) const {
  if (!refusal(readTime).empty()) {
    throw std::out_of_range(
        fmt::format("read time {} s outside the measured {}", readTime, refusal(readTime)));
  }
  const auto late = std::lower_bound(points_.begin(), points_.end(), readTime,
                                     [](const MeasuredPoint& p, double t) { return p.at < t; });
  const MeasuredPoint& after = *late;
  const MeasuredPoint& before = late == points_.begin() ? after : *(late - 1);
  double share = 1.0;
  if (after.at > before.at) {
    share = before.at == 0.0
                ? readTime / after.at
                : configs::logarithm(readTime / before.at) / configs::logarithm(after.at / before.at);
  }
  const double shift = scale_ * (before.first + share * (after.first - before.first));
  const double sigma = scale_ * (before.second + share * (after.second - before.second));
  std::vector<float> z(cells.size());
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    g[i] = std::max(g[i] + shift + sigma * static_cast<double>(z[i]), 0.0);
  }
}

std::string TableRelaxation::refusal(double readTime) const {
  const double latest = points_.back().at;
  return readTime <= latest
             ? std::string()
             : fmt::format("0 s to {}", configs::formatQuantity(latest, configs::Dimension::time));
}

std::string TableRelaxation::describe() const {
  return fmt::format("relaxation, {:g} * the measured shift and spread of {}, up to {}", scale_, name_,
                     configs::formatQuantity(points_.back().at, configs::Dimension::time));
}

TableReadNoise::TableReadNoise(std::string name, std::vector<MeasuredPoint> points, double scale)
    : name_(std::move(name)), points_(std::move(points)), scale_(scale) {
  checkScale(scale);
  checkPoints(name_, "conductance", points_);
  for (const auto& point : points_) {
    checkSigma(name_, point.at, point.first);
  }
}

double TableReadNoise::freshSigma(double g) const {
  const auto above = std::lower_bound(points_.begin(), points_.end(), g,
                                      [](const MeasuredPoint& p, double at) { return p.at < at; });
  if (above == points_.begin()) {
    return scale_ * points_.front().first;
  }
  if (above == points_.end()) {
    return scale_ * points_.back().first;
  }
  const MeasuredPoint& below = *(above - 1);
  return scale_ * (below.first + (g - below.at) / (above->at - below.at) * (above->first - below.first));
}

std::string TableReadNoise::describe() const {
  return fmt::format("fresh Gaussian noise at every read, {:g} * the measured one of {}", scale_, name_);
}

}  // namespace ohmic::devices
