// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/measured_table.h"

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

bool areTargetsEqual(const MeasuredTime& a, const MeasuredTime& b) {
  return std::equal(
      a.states.begin(), a.states.end(), b.states.begin(), b.states.end(),
      [](const MeasuredState& left, const MeasuredState& right) { return left.target == right.target; });
}

/// What is wrong with a table; empty if nothing.
std::string complaint(const std::vector<MeasuredTime>& times) {
  if (times.empty() || times.front().states.size() < 2) {
    return "found fewer than two targets; allowed: at least two targets at each time";
  }
  for (std::size_t t = 0; t < times.size(); ++t) {
    const auto& states = times[t].states;
    if (times[t].time < 0.0 || (t > 0 && times[t].time <= times[t - 1].time)) {
      return fmt::format("found {} s out of order; allowed: ascending times from 0 s", times[t].time);
    }
    if (!areTargetsEqual(times[t], times.front())) {
      return fmt::format("found other targets at {} s than at {} s; allowed: the same targets at every time",
                         times[t].time, times.front().time);
    }
    for (std::size_t s = 0; s < states.size(); ++s) {
      if (states[s].target < 0.0 || (s > 0 && states[s].target <= states[s - 1].target)) {
        return fmt::format("found target {} S out of order at {} s; allowed: ascending targets from 0 S",
                           states[s].target, times[t].time);
      }
      if (states[s].mean < 0.0 || states[s].sigma < 0.0) {
        return fmt::format("found a negative mean or std at target {} S and {} s; allowed: at least 0 S",
                           states[s].target, times[t].time);
      }
    }
  }
  return {};
}

double interpolate(const std::vector<MeasuredState>& states, double target,
                   double MeasuredState::*value) noexcept {
  const auto above = std::lower_bound(states.begin() + 1, states.end() - 1, target,
                                      [](const MeasuredState& s, double t) { return s.target < t; });
  const MeasuredState& low = *(above - 1);
  const double share = std::clamp((target - low.target) / (above->target - low.target), 0.0, 1.0);
  return low.*value + share * (*above.*value - low.*value);
}

double shareOfTime(double time, double early, double late) noexcept {
  const double share =
      early == 0.0 ? time / late : configs::logarithm(time / early) / configs::logarithm(late / early);
  return std::clamp(share, 0.0, 1.0);
}

}  // namespace

MeasuredTable::MeasuredTable(std::string name, std::vector<MeasuredTime> times)
    : name_(std::move(name)), times_(std::move(times)) {
  const std::string wrong = complaint(times_);
  if (!wrong.empty()) {
    throw configs::InputError(fmt::format("{}: {}", name_, wrong));
  }
}

ConductanceRange MeasuredTable::fitted() const noexcept {
  return {times_.front().states.front().target, times_.front().states.back().target};
}

double MeasuredTable::interpolate(double target, double time, double MeasuredState::*value) const noexcept {
  const auto late = std::lower_bound(times_.begin(), times_.end(), time,
                                     [](const MeasuredTime& m, double t) { return m.time < t; });
  if (late == times_.begin()) {
    return devices::interpolate(times_.front().states, target, value);
  }
  if (late == times_.end()) {
    return devices::interpolate(times_.back().states, target, value);
  }
  const double before = devices::interpolate((late - 1)->states, target, value);
  const double after = devices::interpolate(late->states, target, value);
  return before + shareOfTime(time, (late - 1)->time, late->time) * (after - before);
}

double MeasuredTable::mean(double target, double time) const noexcept {
  return interpolate(target, time, &MeasuredState::mean);
}

double MeasuredTable::sigma(double target, double time) const noexcept {
  return interpolate(target, time, &MeasuredState::sigma);
}

TableProgramming::TableProgramming(std::shared_ptr<const MeasuredTable> table, double scale)
    : table_(std::move(table)), scale_(scale) {
  checkScale(scale);
}

void TableProgramming::program(const CellBlock& cells, const RandomStream& stream, double* g) const {
  const auto terms = termsOf(g, cells.size(), 0.0);
  programFrom(cells, stream, {terms.data(), cells.size()}, g);
}

void TableProgramming::evaluateTerms(double target, double, double* terms) const {
  terms[0] = table_->mean(target, 0.0) - target;
  terms[1] = table_->sigma(target, 0.0);
}

void TableProgramming::programFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                                   double* g) const {
  checkTargets(cells, g, table_->fitted());
  std::vector<float> z(cells.size());
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    const double error = terms[0][i] + terms[1][i] * static_cast<double>(z[i]);
    g[i] = std::max(g[i] + scale_ * error, 0.0);
  }
}

std::string TableProgramming::describe() const {
  return fmt::format("programming error, {:g} * the measured one of {}", scale_, table_->name());
}

TableRetention::TableRetention(std::shared_ptr<const MeasuredTable> table, double scale)
    : table_(std::move(table)), scale_(scale) {
  checkScale(scale);
}

void TableRetention::age(const CellBlock& cells, const RandomStream& stream, const double* target,
                         double readTime, double* g) const {
  const auto terms = termsOf(target, cells.size(), readTime);
  ageFrom(cells, stream, {terms.data(), cells.size()}, target, readTime, g);
}

void TableRetention::evaluateTerms(double target, double readTime, double* terms) const {
  const double mean = table_->mean(target, 0.0);
  const double sigma = table_->sigma(target, 0.0);
  terms[0] = mean;
  terms[1] = sigma > 0.0 ? table_->sigma(target, readTime) / sigma - 1.0 : 0.0;
  terms[2] = table_->mean(target, readTime) - mean;
}

void TableRetention::ageFrom(const CellBlock& cells, const RandomStream&, const CellTerms& terms,
                             const double*, double readTime, double* g) const {
  if (readTime > table_->latest()) {
    throw std::out_of_range(
        fmt::format("read time {} s outside the measured {}", readTime, refusal(readTime)));
  }
  for (std::uint32_t i = 0; i < cells.size(); ++i) {
    const double change = terms[2][i] + (g[i] - terms[0][i]) * terms[1][i];
    g[i] = std::max(g[i] + scale_ * change, 0.0);
  }
}

std::string TableRetention::refusal(double readTime) const {
  return readTime <= table_->latest()
             ? std::string()
             : fmt::format("0 s to {}", configs::formatQuantity(table_->latest(), configs::Dimension::time));
}

std::string TableRetention::describe() const {
  return fmt::format("retention, {:g} * the measured change of mean and spread of {}, up to {}", scale_,
                     table_->name(), configs::formatQuantity(table_->latest(), configs::Dimension::time));
}

}  // namespace ohmic::devices
