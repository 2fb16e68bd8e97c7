// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "configs/files/escape.h"
#include "configs/files/json.h"
#include "configs/reader/pattern.h"

namespace ohmic::sim {
namespace {

constexpr std::string_view kWaiting = "waiting";

/// Whole picoseconds: the same cycle is always the same number, so nesting survives the rounding.
std::int64_t picoseconds(std::int64_t cycle, double clockPeriod) {
  return std::llround(static_cast<double>(cycle) * clockPeriod * 1e12);
}

/// Exact decimals of a microsecond.
std::string microseconds(std::int64_t ps) { return fmt::format("{}.{:06}", ps / 1000000, ps % 1000000); }

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

void Timeline::keep(std::size_t track, const std::string& label, std::int64_t begin, std::int64_t end) {
  auto& spans = tracks_[track].spans;
  const std::size_t number = labelOf(label);
  if (!spans.empty() && spans.back().label == number && spans.back().end == begin) {
    spans.back().end = end;
  } else {
    spans.push_back({number, begin, end});
  }
}

std::size_t Timeline::addCounter(const std::string& group, const std::string& name, const std::string& unit) {
  counters_.push_back({group, name, unit, {}});
  return counters_.size() - 1;
}

void Timeline::change(std::size_t counter, std::int64_t cycle, std::int64_t by) {
  if (!isKept() || by == 0) {
    return;
  }
  auto& samples = counters_[counter].samples;
  const std::int64_t value = (samples.empty() ? 0 : samples.back().value) + by;
  if (!samples.empty() && samples.back().cycle == cycle) {
    samples.back().value = value;
  } else {
    samples.push_back({cycle, value});
  }
}

namespace {

/// What a span's label counts: {"row":3,"cycles":120} for "row 3", {"waiting":"input",...} for "waiting:
/// input".
std::string argumentsOf(const std::string& label, std::int64_t cycles) {
  const auto space = label.find(' ');
  std::string first;
  if (space != std::string::npos) {
    const std::string value = label.substr(space + 1);
    const bool isNumber = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
    std::string key = label.substr(0, space);
    key.erase(std::remove(key.begin(), key.end(), ':'), key.end());
    first = configs::jsonText(key) + ":" + (isNumber ? value : configs::jsonText(value)) + ",";
  }
  return fmt::format("{{{}\"cycles\":{}}}", first, cycles);
}

/// How many links of the mesh are at work, from its tracks.
Counter linksAtWork(const Timeline& timeline) {
  std::map<std::int64_t, std::int64_t> changes;
  for (const auto& track : timeline.tracks()) {
    for (const auto& span : track.spans) {
      if (track.group == "mesh") {
        ++changes[span.begin];
        --changes[span.end];
      }
    }
  }
  Counter counter{"mesh", "links at work", "links", {}};
  std::int64_t value = 0;
  for (const auto& [cycle, by] : changes) {
    value += by;
    if (by != 0) {
      counter.samples.push_back({cycle, value});
    }
  }
  return counter;
}

/// Spans of images, by their label.
std::map<std::size_t, Span> imagesOf(const Timeline& timeline, const Track& track) {
  constexpr std::string_view kImage = "image ";
  std::map<std::size_t, Span> images;
  for (const auto& span : track.spans) {
    if (timeline.labels()[span.label].compare(0, kImage.size(), kImage) == 0) {
      images.emplace(span.label, span);
    }
  }
  return images;
}

/// Trace events, one after the other.
class Trace {
 public:
  explicit Trace(double clockPeriod) : clockPeriod_(clockPeriod) {}

  void append(const std::string& event) { events_ += (events_.empty() ? "" : ",\n") + event; }

  /// The process of a group, named at its first use.
  int process(const std::string& group) {
    const auto [place, isNew] = groups_.try_emplace(group, static_cast<int>(groups_.size()) + 1);
    if (isNew) {
      append(fmt::format(R"({{"ph":"M","pid":{},"name":"process_name","args":{{"name":{}}}}})", place->second,
                         configs::jsonText(group)));
    }
    return place->second;
  }

  void add(const Counter& counter) {
    const int pid = process(counter.group);
    for (const auto& sample : counter.samples) {
      append(fmt::format(R"({{"ph":"C","pid":{},"ts":{},"name":{},"args":{{{}:{}}}}})", pid,
                         timeOf(sample.cycle), configs::jsonText(counter.name),
                         configs::jsonText(counter.unit), sample.value));
    }
  }

  /// An arrow from the beginning of a span to that of another.
  void addArrow(int fromProcess, std::size_t fromThread, const Span& from, int toProcess,
                std::size_t toThread, const Span& to) {
    ++arrows_;
    append(fmt::format(R"({{"ph":"s","id":{},"pid":{},"tid":{},"ts":{},"cat":"image","name":"image"}})",
                       arrows_, fromProcess, fromThread, timeOf(from.begin)));
    append(
        fmt::format(R"({{"ph":"f","bp":"e","id":{},"pid":{},"tid":{},"ts":{},"cat":"image","name":"image"}})",
                    arrows_, toProcess, toThread, timeOf(to.begin)));
  }

  [[nodiscard]] std::string timeOf(std::int64_t cycle) const {
    return microseconds(picoseconds(cycle, clockPeriod_));
  }
  [[nodiscard]] std::string str() const {
    return "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n" + events_ + "\n]}\n";
  }

 private:
  double clockPeriod_;
  std::map<std::string, int> groups_;
  std::string events_;
  int arrows_ = 0;
};

}  // namespace

std::string perfettoJson(const Timeline& timeline, double clockPeriod) {
  std::vector<std::string> labels;
  for (const auto& label : timeline.labels()) {
    labels.push_back(configs::jsonText(label));
  }
  Trace trace(clockPeriod);
  const auto& tracks = timeline.tracks();
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    const int process = trace.process(tracks[t].group);
    trace.append(fmt::format(R"({{"ph":"M","pid":{},"tid":{},"name":"thread_name","args":{{"name":{}}}}})",
                             process, t + 1, configs::jsonText(tracks[t].unit)));
    for (const auto& span : tracks[t].spans) {
      const std::int64_t begin = picoseconds(span.begin, clockPeriod);
      trace.append(fmt::format(R"({{"ph":"X","pid":{},"tid":{},"ts":{},"dur":{},"name":{},"args":{}}})",
                               process, t + 1, microseconds(begin),
                               microseconds(picoseconds(span.end, clockPeriod) - begin), labels[span.label],
                               argumentsOf(timeline.labels()[span.label], span.end - span.begin)));
    }
  }
  for (const auto& counter : timeline.counters()) {
    trace.add(counter);
  }
  trace.add(linksAtWork(timeline));
  for (const auto& edge : timeline.edges()) {
    const auto from = imagesOf(timeline, tracks[edge.from]), to = imagesOf(timeline, tracks[edge.to]);
    for (const auto& [label, span] : to) {
      if (const auto source = from.find(label); source != from.end()) {
        trace.addArrow(trace.process(tracks[edge.from].group), edge.from + 1, source->second,
                       trace.process(tracks[edge.to].group), edge.to + 1, span);
      }
    }
  }
  return trace.str();
}

bool matchesFilter(const std::string& name, const std::string& filter) {
  for (std::size_t begin = 0; begin <= filter.size();) {
    const auto comma = std::min(filter.find(',', begin), filter.size());
    if (configs::matchesPattern(filter.substr(begin, comma - begin), name)) {
      return true;
    }
    begin = comma + 1;
  }
  return false;
}

namespace {

/// Where a wire is: its group, the parts of a tile's unit, its own name.
std::vector<std::string> scopesOf(const Track& track) {
  std::vector<std::string> path = {track.group};
  std::string unit = track.unit;
  for (auto dot = unit.find('.'); track.group != "layers" && dot != std::string::npos; dot = unit.find('.')) {
    path.push_back(unit.substr(0, dot));
    unit.erase(0, dot + 1);
  }
  path.push_back(unit);
  for (auto& name : path) {
    name = configs::terminalText(name);
    std::replace(name.begin(), name.end(), ' ', '_');
  }
  return path;
}

/// Declarations of wires in their scopes: paths in ascending order, so that each scope is opened once.
std::string declarations(const std::map<std::vector<std::string>, std::string>& wires) {
  std::string text;
  std::vector<std::string> open;
  for (const auto& [path, code] : wires) {
    std::size_t shared = 0;
    while (shared < open.size() && shared + 1 < path.size() && open[shared] == path[shared]) {
      ++shared;
    }
    for (; open.size() > shared; open.pop_back()) {
      text += "$upscope $end\n";
    }
    for (; open.size() + 1 < path.size(); open.push_back(path[open.size()])) {
      text += fmt::format("$scope module {} $end\n", path[open.size()]);
    }
    text += fmt::format("$var wire 1 {} {} $end\n", code, path.back());
  }
  for (; !open.empty(); open.pop_back()) {
    text += "$upscope $end\n";
  }
  return text;
}

}  // namespace

std::string vcdText(const Timeline& timeline, double clockPeriod, const std::string& filter) {
  std::string initial = "#0\n$dumpvars\n";
  std::map<std::vector<std::string>, std::string> wires;
  std::map<std::int64_t, std::string> changes;
  std::size_t count = 0;
  for (const auto& track : timeline.tracks()) {
    if (!matchesFilter(track.group + "." + track.unit, filter)) {
      continue;
    }
    const std::string code = wireCode(count++);
    std::vector<std::string> path = scopesOf(track);
    while (!wires.emplace(path, code).second) {  // escaped to one name
      path.back() += "_";
    }
    initial += "0" + code + "\n";
    for (const auto& [cycle, high] : edges(timeline, track)) {
      changes[picoseconds(cycle, clockPeriod)] += (high ? "1" : "0") + code + "\n";
    }
  }
  std::string text = "$timescale 1 ps $end\n$scope module chip $end\n" + declarations(wires) +
                     "$upscope $end\n$enddefinitions $end\n" + initial + "$end\n";
  for (const auto& [ps, values] : changes) {
    text += fmt::format("#{}\n{}", ps, values);
  }
  return text;
}

}  // namespace ohmic::sim
