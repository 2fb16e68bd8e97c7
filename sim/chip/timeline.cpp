// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "configs/files/escape.h"
#include "configs/files/json.h"

namespace ohmic::sim {
namespace {

constexpr std::string_view kWaiting = "waiting";

/// Whole picoseconds: the same cycle is always the same number, so nesting survives the rounding.
std::int64_t picoseconds(std::int64_t cycle, double clockPeriod) {
  return std::llround(static_cast<double>(cycle) * clockPeriod * 1e12);
}

/// Exact decimals of a microsecond.
std::string microseconds(std::int64_t ps) { return fmt::format("{}.{:06}", ps / 1000000, ps % 1000000); }

bool matches(std::string_view name, std::string_view pattern) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) {
    return name == pattern;
  }
  if (name.substr(0, star) != pattern.substr(0, star)) {
    return false;
  }
  const auto rest = pattern.substr(star + 1);
  for (auto at = star; at <= name.size(); ++at) {
    if (matches(name.substr(at), rest)) {
      return true;
    }
  }
  return false;
}

/// VCD's short names: printable characters, counted up.
std::string wireCode(std::size_t number) {
  constexpr std::size_t kLetters = 94;
  std::string code(1, static_cast<char>('!' + number % kLetters));
  for (number /= kLetters; number > 0; number /= kLetters) {
    code += static_cast<char>('!' + number % kLetters);
  }
  return code;
}

/// Cycles at which a wire rises and falls: the union of its spans.
std::map<std::int64_t, bool> edges(const Timeline& timeline, const Track& track) {
  std::vector<std::pair<std::int64_t, std::int64_t>> spans;
  for (const auto& span : track.spans) {
    if (timeline.labels()[span.label].compare(0, kWaiting.size(), kWaiting) != 0) {
      spans.emplace_back(span.begin, span.end);
    }
  }
  std::sort(spans.begin(), spans.end());
  std::map<std::int64_t, bool> changes;
  std::int64_t end = -1;
  for (const auto& span : spans) {
    if (span.first > end) {
      changes[span.first] = true;
      changes[span.second] = false;
    } else if (span.second > end) {
      changes.erase(end);
      changes[span.second] = false;
    }
    end = std::max(end, span.second);
  }
  return changes;
}

}  // namespace

std::size_t Timeline::addTrack(const std::string& group, const std::string& unit) {
  const auto [place, isNew] = trackNumbers_.try_emplace({group, unit}, tracks_.size());
  if (isNew) {
    tracks_.push_back({group, unit, {}});
  }
  return place->second;
}

std::size_t Timeline::labelOf(const std::string& text) {
  const auto [place, isNew] = labelNumbers_.try_emplace(text, labels_.size());
  if (isNew) {
    labels_.push_back(text);
  }
  return place->second;
}

void Timeline::add(std::size_t track, const std::string& label, std::int64_t begin, std::int64_t end) {
  if (isKept() && end > begin) {
    tracks_[track].spans.push_back({labelOf(label), begin, end});
  }
}

void Timeline::extend(std::size_t track, const std::string& label, std::int64_t begin, std::int64_t end) {
  if (!isKept() || end <= begin) {
    return;
  }
  auto& spans = tracks_[track].spans;
  const std::size_t number = labelOf(label);
  if (!spans.empty() && spans.back().label == number && spans.back().end == begin) {
    spans.back().end = end;
  } else {
    spans.push_back({number, begin, end});
  }
}

std::string perfettoJson(const Timeline& timeline, double clockPeriod) {
  std::map<std::string, int> groups;
  std::vector<std::string> labels;
  for (const auto& label : timeline.labels()) {
    labels.push_back(configs::jsonText(label));
  }
  std::string events;
  const auto append = [&](const std::string& event) { events += (events.empty() ? "" : ",\n") + event; };
  for (std::size_t t = 0; t < timeline.tracks().size(); ++t) {
    const auto& track = timeline.tracks()[t];
    const auto [group, isNew] = groups.try_emplace(track.group, static_cast<int>(groups.size()) + 1);
    if (isNew) {
      append(fmt::format(R"({{"ph":"M","pid":{},"name":"process_name","args":{{"name":{}}}}})", group->second,
                         configs::jsonText(track.group)));
    }
    append(fmt::format(R"({{"ph":"M","pid":{},"tid":{},"name":"thread_name","args":{{"name":{}}}}})",
                       group->second, t + 1, configs::jsonText(track.unit)));
    for (const auto& span : track.spans) {
      const std::int64_t begin = picoseconds(span.begin, clockPeriod);
      append(fmt::format(R"({{"ph":"X","pid":{},"tid":{},"ts":{},"dur":{},"name":{}}})", group->second, t + 1,
                         microseconds(begin), microseconds(picoseconds(span.end, clockPeriod) - begin),
                         labels[span.label]));
    }
  }
  return "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n" + events + "\n]}\n";
}

bool matchesFilter(const std::string& name, const std::string& filter) {
  for (std::size_t begin = 0; begin <= filter.size();) {
    const auto comma = std::min(filter.find(',', begin), filter.size());
    if (matches(name, std::string_view(filter).substr(begin, comma - begin))) {
      return true;
    }
    begin = comma + 1;
  }
  return false;
}

std::string vcdText(const Timeline& timeline, double clockPeriod, const std::string& filter) {
  std::string header = "$timescale 1 ps $end\n$scope module chip $end\n";
  std::string initial = "#0\n$dumpvars\n";
  std::map<std::int64_t, std::string> changes;
  std::size_t wires = 0;
  for (const auto& track : timeline.tracks()) {
    const std::string name = track.group + "." + track.unit;
    if (!matchesFilter(name, filter)) {
      continue;
    }
    const std::string code = wireCode(wires++);
    std::string wire = configs::terminalText(name);
    std::replace(wire.begin(), wire.end(), ' ', '_');
    header += fmt::format("$var wire 1 {} {} $end\n", code, wire);
    initial += "0" + code + "\n";
    for (const auto& [cycle, high] : edges(timeline, track)) {
      changes[picoseconds(cycle, clockPeriod)] += (high ? "1" : "0") + code + "\n";
    }
  }
  std::string text = header + "$upscope $end\n$enddefinitions $end\n" + initial + "$end\n";
  for (const auto& [ps, values] : changes) {
    text += fmt::format("#{}\n{}", ps, values);
  }
  return text;
}

}  // namespace ohmic::sim
