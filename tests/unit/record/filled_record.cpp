// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/record/filled_record.h"

#include <map>
#include <numeric>
#include <string>
#include <variant>

#include "sim/record/figure.h"

namespace ohmic::sim {
namespace {

/// Hands out values, no two alike.
class Values {
 public:
  template <class Record>
  void fill(Record& record) {
    for (const auto& figure : figures()) {
      if (const auto* field = std::get_if<Field<Record>>(&figure.value)) {
        unit_ = figure.unit == "%" ? 1.0 / 4096.0 : 1.0;
        std::visit([&](const auto member) { set(record.*member); }, *field);
      }
    }
  }

 private:
  void set(int& value) { value = ++last_; }
  void set(std::int64_t& value) { value = ++last_; }
  void set(double& value) { value = (++last_ + 0.125) * unit_; }
  void set(std::string& value) { value = "text " + std::to_string(++last_); }
  void set(Interval& value) {
    set(value.low);
    set(value.high);
  }
  template <class Value>
  void set(std::optional<Value>& value) {
    set(value.emplace());
  }
  template <class Value>
  void set(std::vector<Value>& values) {
    values.resize(2);
    for (auto& value : values) {
      set(value);
    }
  }
  void set(std::map<std::string, double>& values) {
    set(values["adc"]);
    set(values["router"]);
  }

  int last_ = 100;     // above the numbers of chips, images and classes
  double unit_ = 1.0;  ///< what real figures count in
};

double sumOf(const std::map<std::string, double>& parts) {
  double sum = 0.0;
  for (const auto& [name, part] : parts) {
    sum += part;
  }
  return sum;
}

}  // namespace

RunRecord filledRecord() {
  using configs::Origin;
  RunRecord record;
  Values values;
  values.fill(record);
  record.images = 8;
  record.chips = 2;
  record.classes = {"a", "b"};
  record.labels = {0, 1, 0, 1, 0, 1, 0, 1};
  record.predictions = {{{0, 1, 0, 1, 0, 1, 0, 0}, {0, 1, 0, 1, 0, 1, 1, 1}},
                        {{0, 1, 0, 1, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 1}}};
  record.byReadTime.resize(2);
  record.layers.resize(2);
  record.chip.emplace().tileUse.resize(2);
  record.chip->slots.resize(2);
  record.chip->demand.resize(2);
  record.chip->changes.resize(2);
  record.chip->costs.resize(2);
  record.weightNoise.emplace().tensors.resize(2);
  record.storage.emplace().kernels.resize(2);
  for (auto& at : record.byReadTime) {
    values.fill(at);
  }
  for (auto& layer : record.layers) {
    values.fill(layer);
    values.fill(layer.writes.emplace());
    layer.saturatedCodes =
        std::accumulate(layer.saturatedByArray.begin(), layer.saturatedByArray.end(), std::int64_t{0});
    layer.energy_J = sumOf(layer.energyByComponent_J);
  }
  values.fill(*record.chip);
  record.chip->energyPerImage_J = sumOf(record.chip->energyByComponent_J);
  for (auto& tile : record.chip->tileUse) {
    values.fill(tile);
  }
  for (std::size_t s = 0; s < record.chip->slots.size(); ++s) {
    auto& slot = record.chip->slots[s];
    values.fill(slot);
    slot.element = 0;  // two arrays of one element
    slot.slot = static_cast<int>(s);
  }
  for (auto& resource : record.chip->demand) {
    values.fill(resource);
  }
  for (auto& change : record.chip->changes) {
    values.fill(change);
  }
  for (auto& cost : record.chip->costs) {
    values.fill(cost);
  }
  values.fill(*record.weightNoise);
  values.fill(record.weightNoise->estimator.emplace());
  for (auto& tensor : record.weightNoise->tensors) {
    values.fill(tensor);
  }
  values.fill(*record.storage);
  for (auto& kernel : record.storage->kernels) {
    values.fill(kernel);
  }
  record.config = {{"a.preset", "1", {Origin::Kind::preset, "p.yaml:1:1"}},
                   {"b.file", "2", {Origin::Kind::file, "r.yaml:1:1"}, true},
                   {"c.set", "3", {Origin::Kind::override_, "--set c.set=3"}},
                   {"d.default", "4", {}}};
  return record;
}

}  // namespace ohmic::sim
