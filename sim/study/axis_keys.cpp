// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/axis_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "configs/reader/error.h"
#include "configs/reader/key_path.h"

namespace ohmic::sim {
namespace {

using Keys = std::vector<std::string>;

/// A text that is no path is refused where it is applied.
Keys keysOf(const std::string& path) { return configs::splitPath(path).value_or(Keys{path}); }

bool meet(const Keys& first, const Keys& second) {
  return configs::leadsTo(first, second) || configs::leadsTo(second, first);
}

/// Every key that an axis sets, once, in the order of its points.
std::vector<std::string> keysOf(const StudyAxis& axis) {
  std::set<std::string> known;
  std::vector<std::string> keys;
  for (const AxisPoint& point : axis.points) {
    for (const auto& [key, value] : point.set) {
      if (known.insert(key).second) {
        keys.push_back(key);
      }
    }
  }
  return keys;
}

/// The columns of an axis are its keys, so that each has to say what its key is.
bool showsKeys(const StudyAxis& axis) {
  return std::all_of(axis.points.begin(), axis.points.end(), [](const AxisPoint& point) {
    return std::equal(point.set.begin(), point.set.end(), point.columns.begin(), point.columns.end());
  });
}

/// Keys of one axis that meet. In words; empty if none do.
std::string ownMeeting(const StudyAxis& axis, const std::vector<std::string>& keys) {
  const auto find = [](const std::vector<std::string>& all, const auto& areOne) -> std::string {
    for (std::size_t k = 0; k < all.size(); ++k) {
      for (std::size_t before = 0; before < k; ++before) {
        if (areOne(keysOf(all[before]), keysOf(all[k]))) {
          return fmt::format("sets {} beside {}", all[k], all[before]);
        }
      }
    }
    return {};
  };
  if (showsKeys(axis)) {
    return find(keys, meet);
  }
  for (const AxisPoint& point : axis.points) {
    std::vector<std::string> set;
    for (const auto& setting : point.set) {
      set.push_back(setting.first);
    }
    if (std::string found = find(set, [](const Keys& a, const Keys& b) { return a == b; }); !found.empty()) {
      return found;
    }
  }
  return {};
}

/// Keys of all axes so far, and which axis set them.
class Owners {
 public:
  /// A key that meets this one, and its axis; none if no axis before has one.
  [[nodiscard]] const std::pair<std::string, std::size_t>* find(const Keys& keys) const {
    Keys part;
    for (const auto& key : keys) {  // the key itself, or one around it
      part.push_back(key);
      if (const auto found = all_.find(part); found != all_.end()) {
        return &found->second;
      }
    }
    const auto below = all_.upper_bound(keys);  // one in it: sorted behind it
    return below != all_.end() && configs::leadsTo(keys, below->first) ? &below->second : nullptr;
  }

  void add(const std::string& key, std::size_t axis) { all_.emplace(keysOf(key), std::pair{key, axis}); }

 private:
  std::map<Keys, std::pair<std::string, std::size_t>> all_;
};

bool setsEverywhere(const StudyAxis& axis, const Keys& keys) {
  return !axis.points.empty() &&
         std::all_of(axis.points.begin(), axis.points.end(), [&keys](const AxisPoint& point) {
           return std::any_of(point.set.begin(), point.set.end(), [&keys](const Setting& setting) {
             return configs::leadsTo(keysOf(setting.first), keys);
           });
         });
}

}  // namespace

std::optional<SharedKey> sharedKeyOf(const std::vector<StudyAxis>& axes) {
  Owners owners;
  for (std::size_t a = 0; a < axes.size(); ++a) {
    const auto keys = keysOf(axes[a]);
    if (std::string found = ownMeeting(axes[a], keys); !found.empty()) {
      return SharedKey{a, std::move(found)};
    }
    for (const auto& key : keys) {
      if (const auto* other = owners.find(keysOf(key))) {
        const auto& [theirs, axis] = *other;
        return SharedKey{
            a, key == theirs ? fmt::format("sets {}, which axis '{}' sets", key, axes[axis].name)
                             : fmt::format("sets {}, and axis '{}' sets {}", key, axes[axis].name, theirs)};
      }
    }
    for (const auto& key : keys) {
      owners.add(key, a);
    }
  }
  return std::nullopt;
}

void refuseIdle(const std::vector<std::string>& overrides, const Study& study) {
  for (const auto& override : overrides) {
    const std::string key = override.substr(0, configs::endOfPath(override));
    const Keys keys = keysOf(key);
    for (const auto& axis : study.axes) {
      if (!setsEverywhere(axis, keys)) {
        continue;
      }
      const auto place = study.places.find(key);
      const bool isOfFile = std::find(study.set.begin(), study.set.end(), override) != study.set.end() &&
                            place != study.places.end();
      throw configs::InputError(
          {isOfFile ? place->second : "--set " + override, key,
           fmt::format("found a value that no point has: axis '{}' sets it in every point", axis.name),
           "keys that no axis sets", "leave it out, or change the axis in the study file"});
    }
  }
}

}  // namespace ohmic::sim
