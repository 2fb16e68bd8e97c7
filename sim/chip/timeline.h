// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ohmic::sim {

/// What of a chip's time is kept.
enum class TimelineDetail {
  none,
  rows,       ///< an array's work on one row of outputs is one span
  operations  ///< and each of its positions another one inside it
};

/// Something that a unit did, in clock cycles.
struct Span {
  std::size_t label = 0;  ///< index in Timeline::labels()
  std::int64_t begin = 0;
  std::int64_t end = 0;  ///< behind the last cycle
};

/// A unit and what it did. Any two spans are apart, or one lies within the other.
struct Track {
  std::string group;  ///< "tile_0", "mesh", "layers", "host"
  std::string unit;   ///< "element_0.array_3.adc", "buffer", "link_0_1"
  std::vector<Span> spans;
};

/// A quantity that changes: its value from a cycle on.
struct Sample {
  std::int64_t cycle = 0;
  std::int64_t value = 0;
};

/// A quantity of a group: how full a buffer is.
struct Counter {
  std::string group;  ///< as Track::group
  std::string name;   ///< "buffer fill"
  std::string unit;   ///< "bits"
  std::vector<Sample> samples;
};

/// What is made on one track is read on another: an image there follows from the same image here.
struct Edge {
  std::size_t from = 0, to = 0;  ///< tracks
};

/// When each unit of a chip worked, on what, and what layers waited for.
class Timeline {
 public:
  explicit Timeline(TimelineDetail detail = TimelineDetail::none) : detail_(detail) {}

  [[nodiscard]] bool isKept() const { return detail_ != TimelineDetail::none; }
  [[nodiscard]] bool hasOperations() const { return detail_ == TimelineDetail::operations; }

  /// Keep nothing from now on.
  void stop() { detail_ = TimelineDetail::none; }

  /// The track of a unit, a new one if it has none. @returns its number.
  std::size_t addTrack(const std::string& group, const std::string& unit);

  /// Does nothing if nothing is kept, or the span is empty.
  void add(std::size_t track, const std::string& label, std::int64_t begin, std::int64_t end);
  /// The same for a unit that serves one request after the other: touching spans of one label become one.
  void extend(std::size_t track, std::string_view label, std::int64_t begin, std::int64_t end) {
    if (isKept() && end > begin) {
      keep(track, std::string(label), begin, end);
    }
  }

  /// A new counter, at zero. @returns its number.
  std::size_t addCounter(const std::string& group, const std::string& name, const std::string& unit);
  /// Changes a counter's value from a cycle on, which is not before its last change. Does nothing if nothing
  /// is kept.
  void change(std::size_t counter, std::int64_t cycle, std::int64_t by);
  /// Once for each pair of tracks.
  void addEdge(std::size_t from, std::size_t to) { edges_.push_back({from, to}); }

  [[nodiscard]] const std::vector<Track>& tracks() const { return tracks_; }
  [[nodiscard]] const std::vector<Counter>& counters() const { return counters_; }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }

 private:
  std::size_t labelOf(const std::string& text);
  void keep(std::size_t track, const std::string& label, std::int64_t begin, std::int64_t end);

  TimelineDetail detail_;
  std::vector<Track> tracks_;
  std::vector<Counter> counters_;
  std::vector<Edge> edges_;
  std::vector<std::string> labels_;
  std::map<std::string, std::size_t> labelNumbers_;
  std::map<std::pair<std::string, std::string>, std::size_t> trackNumbers_;
};

/// Trace events for Perfetto (ui.perfetto.dev) and chrome://tracing: a process for each group, a thread for
/// each unit, one complete event for each span with its cycles and what its label counts as arguments, a
/// counter for each Counter and one of the links at work, and an arrow from each image on a track to the same
/// image on the tracks that read it. Times are whole picoseconds, written as microseconds.
///
/// @param clockPeriod  seconds.
[[nodiscard]] std::string perfettoJson(const Timeline& timeline, double clockPeriod);

/// A value change dump of the units that worked: one wire for each track, high while it works (a layer's
/// track counts waiting as idle). Groups are scopes, and so are the elements and arrays of a tile.
///
/// @param filter  of "group.unit", with * for any letters; several, parted by commas.
[[nodiscard]] std::string vcdText(const Timeline& timeline, double clockPeriod, const std::string& filter);

/// Whether a name matches one of the filter's patterns.
[[nodiscard]] bool matchesFilter(const std::string& name, const std::string& filter);

}  // namespace ohmic::sim
