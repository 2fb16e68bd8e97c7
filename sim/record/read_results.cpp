// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/read_results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <type_traits>
#include <variant>

#include "configs/files/json_value.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "configs/reader/origin_word.h"
#include "sim/record/figure.h"

namespace ohmic::sim {
namespace {

using configs::JsonValue;

constexpr int kSchema = 1;
constexpr std::int64_t kMost = std::int64_t{1}
                               << 53;            // of anything that is counted: what a double holds exactly
constexpr std::int64_t kMostOfFew = 1000000000;  // rows, columns, arrays, chips
constexpr double kEndless = 1e300;               // of amounts: sums of them stay finite
constexpr int kMostMesh = 1 << 20;               // tiles in a row of the mesh

/// A value that is not what a run writes; the file's name is not known yet.
struct Misread {
  std::string key, found, allowed;
};

/// What a figure's place may hold, in words.
std::string allowedOf(const Figure& figure) {
  return figure.unit.empty()  ? std::string(figure.title)
         : figure.unit == "%" ? fmt::format("{} as a share of 1", figure.title)
                              : fmt::format("{} in {}", figure.title, figure.unit);
}

std::string text(const JsonValue& object, const char* key) { return object.at(key).text(); }

/// Of a field that results of 0.1.0 lack.
std::string textOr(const JsonValue& object, const char* key, const std::string& fallback) {
  const auto found = object.find(key);
  return found ? found->text() : fallback;
}

/// What numbers of a figure may be.
struct Bounds {
  double least = 0.0, most = 0.0;
};

void read(const JsonValue& from, int& to, const Bounds&) {
  to = static_cast<int>(from.integer(0, kMostOfFew));
}

void read(const JsonValue& from, std::int64_t& to, const Bounds&) { to = from.integer(0, kMost); }

void read(const JsonValue& from, double& to, const Bounds& bounds) {
  to = from.number(bounds.least, bounds.most);
}

void read(const JsonValue& from, std::string& to, const Bounds&) { to = from.text(); }

void read(const JsonValue& from, Interval& to, const Bounds& bounds) {
  constexpr double kRounding = 1e-9;  // of ends that were computed
  const auto ends = from.numbers(bounds.least - kRounding, bounds.most + kRounding);
  if (ends.size() != 2) {
    from.refuse(fmt::format("found {} ends", ends.size()), "two");
  }
  to = {ends[0], ends[1]};
}

template <class Value>
void read(const JsonValue& from, std::vector<Value>& to, const Bounds& bounds) {
  to.clear();
  for (const auto& item : from.items()) {
    read(item, to.emplace_back(), bounds);
  }
}

void read(const JsonValue& from, std::map<std::string, double>& to, const Bounds& bounds) {
  to.clear();
  for (const auto& [key, value] : from.members()) {
    read(value, to[key], bounds);
  }
}

template <class Value>
void read(const JsonValue& from, std::optional<Value>& to, const Bounds& bounds) {
  to.reset();
  if (!from.isNull()) {
    read(from, to.emplace(), bounds);
  }
}

/// At most 1 for a share of images or cells (other shares, as relative errors, may be above); below 0 only
/// what an estimator took and the values of a kernel.
Bounds boundsOf(const Figure& figure) {
  const bool isOfImages = figure.level() == Level::readTime || figure.group() == "accuracy";
  const bool isPart = (isOfImages && figure.unit == "%") || figure.name() == "utilisation";
  const bool maybeNegative = figure.level() == Level::estimator || figure.level() == Level::storedKernel;
  return {maybeNegative ? -kEndless : 0.0, isPart ? 1.0 : kEndless};
}

/// A total that is not the sum of its parts.
void checkSum(const std::map<std::string, double>& parts, double total, const std::string& key) {
  constexpr double kRounding = 1e-9;  // of sums in another order, relative
  double sum = 0.0;
  for (const auto& [name, part] : parts) {
    sum += part;
  }
  if (std::abs(sum - total) > kRounding * std::max(sum, total)) {
    throw Misread{key, fmt::format("found {:g}, and parts that sum to {:g}", total, sum),
                  "the sum of its parts"};
  }
}

/// Whether results may lack a figure: those of older versions lack some of the ones that may be null.
template <class Value>
constexpr bool kMayLack = false;
template <class Value>
constexpr bool kMayLack<std::optional<Value>> = true;

/// All figures that a record keeps.
/// @throws Misread for one that is missing or of another type.
template <class Record>
Record readFigures(const JsonValue& object) {
  Record record;
  for (const auto& figure : figures()) {
    const auto* field = std::get_if<Field<Record>>(&figure.value);
    if (field == nullptr) {
      continue;
    }
    const JsonValue group = figure.group().empty() ? object : object.at(std::string(figure.group()));
    const std::string name(figure.name());
    std::visit(
        [&](const auto member) {
          if (!group.contains(name)) {
            if (!kMayLack<std::decay_t<decltype(record.*member)>>) {
              throw Misread{figure.place(), "missing", allowedOf(figure)};
            }
            return;
          }
          try {
            read(group.at(name), record.*member, boundsOf(figure));
          } catch (const configs::InputError& error) {
            throw Misread{figure.place(), error.complaint().found, allowedOf(figure)};
          }
        },
        *field);
  }
  return record;
}

template <class Record>
std::vector<Record> readList(const JsonValue& list) {
  std::vector<Record> records;
  for (const auto& entry : list.items()) {
    records.push_back(readFigures<Record>(entry));
  }
  return records;
}

std::vector<LayerRecord> readLayers(const JsonValue& list) {
  std::vector<LayerRecord> layers;
  for (const auto& entry : list.items()) {
    layers.push_back(readFigures<LayerRecord>(entry));
    const auto& layer = layers.back();
    const auto& arrays = layer.saturatedByArray;
    std::int64_t sum = 0;
    for (const std::int64_t codes : arrays) {
      sum = std::min(sum + codes, kMost + 1);  // of any number of them
    }
    if (sum != layer.saturatedCodes) {
      throw Misread{"layers[].saturated_codes_by_array",
                    fmt::format("found {} arrays, whose codes do not sum to saturated_codes", arrays.size()),
                    "those of each array"};
    }
    checkSum(layer.energyByComponent_J, layer.energy_J, "layers[].energy_J");
    if (const auto writes = entry.find("writes")) {
      layers.back().writes = readFigures<WriteRecord>(*writes);
    }
  }
  return layers;
}

/// The arrays of a tile: as many in each element.
void checkSlots(const std::vector<SlotRecord>& slots) {
  std::int64_t elements = 0, inElement = 0;
  for (const auto& slot : slots) {
    elements = std::max<std::int64_t>(elements, slot.element + std::int64_t{1});
    inElement = std::max<std::int64_t>(inElement, slot.slot + std::int64_t{1});
  }
  if (elements * inElement != static_cast<std::int64_t>(slots.size())) {
    throw Misread{"chip.slots[]",
                  fmt::format("found {} arrays of {} elements of {}", slots.size(), elements, inElement),
                  "each array of the tile once"};
  }
}

ChipRecord readChip(const JsonValue& entry) {
  auto chip = readFigures<ChipRecord>(entry);
  chip.tileUse = readList<TileRecord>(entry.at("tile_use"));
  for (const auto& tile : chip.tileUse) {
    if (std::max(tile.column, tile.row) > kMostMesh) {
      throw Misread{"chip.tile_use[]",
                    fmt::format("found a tile at column {}, row {}", tile.column, tile.row),
                    fmt::format("columns and rows up to {}", kMostMesh)};
    }
  }
  const auto readOptional = [&](const char* key, auto& list) {
    using Record = typename std::decay_t<decltype(list)>::value_type;
    if (const auto found = entry.find(key)) {  // older results lack it
      list = readList<Record>(*found);
    }
  };
  readOptional("slots", chip.slots);
  readOptional("demand", chip.demand);
  readOptional("changes", chip.changes);
  readOptional("costs", chip.costs);
  checkSlots(chip.slots);
  checkSum(chip.energyByComponent_J, chip.energyPerImage_J, "chip.energy_per_image_J");
  return chip;
}

WeightNoiseRecord readWeightNoise(const JsonValue& entry) {
  auto noise = readFigures<WeightNoiseRecord>(entry);
  noise.tensors = readList<NoisyTensorRecord>(entry.at("tensors"));
  if (const auto estimator = entry.find("estimator")) {
    noise.estimator = readFigures<EstimatorRecord>(*estimator);
  }
  return noise;
}

StorageRecord readStorage(const JsonValue& entry) {
  auto storage = readFigures<StorageRecord>(entry);
  storage.kernels = readList<StoredKernelRecord>(entry.at("kernels"));
  return storage;
}

/// A word; version 0.1.0 wrote its number.
std::optional<configs::Origin::Kind> findKind(const JsonValue& kind) {
  return kind.isNumber() ? static_cast<configs::Origin::Kind>(
                               kind.integer(0, static_cast<std::int64_t>(configs::kOriginWords.size()) - 1))
                         : configs::originKind(kind.text());
}

configs::Origin::Kind readKind(const JsonValue& kind) {
  const std::string allowed = fmt::format("one of: {}", fmt::join(configs::kOriginWords, ", "));
  std::optional<configs::Origin::Kind> found;
  try {
    found = findKind(kind);
  } catch (const configs::InputError& error) {
    kind.refuse(error.complaint().found, allowed);
  }
  if (!found) {
    kind.refuse(fmt::format("found '{}'", kind.text()), allowed);
  }
  return *found;
}

configs::ResolvedValue readValue(const JsonValue& entry) {
  return {text(entry, "key"),
          text(entry, "value"),
          {readKind(entry.at("kind")), text(entry, "origin")},
          entry.at("is_file").flag(),
          {}};
}

void readIdentity(const JsonValue& summary, RunRecord& record) {
  record.configName = text(summary, "config_name");
  for (const auto& value : summary.at("config_origins").items()) {
    record.config.push_back(readValue(value));
  }
  record.model = text(summary, "network");
  record.dataset = text(summary, "dataset");
  record.classes = summary.at("classes").texts();
  record.seed = static_cast<std::uint64_t>(summary.at("seed").integer(0, kMost));
  record.modelDigest = text(summary, "model_digest");
  record.dataDigest = text(summary, "data_digest");
  record.logitsDigest = text(summary, "logits_digest");
  record.hash = text(summary, "hash");
  if (const auto inputs = summary.find("inputs")) {
    for (const auto& [key, value] : inputs->members()) {
      record.inputs[key] = value.text();
    }
  }
  if (const auto notes = summary.find("notes")) {
    record.notes = notes->texts();
  }
  record.calibrationDigest = textOr(summary, "calibration_digest", record.calibrationDigest);
  record.id = textOr(summary, "id", record.id);
  record.build = textOr(summary.at("host"), "build", record.build);
}

std::vector<AccuracyRecord> readTimes(const JsonValue& list, const RunRecord& record) {
  auto times = readList<AccuracyRecord>(list);
  if (times.empty()) {
    list.refuse("found no read time", "at least one");
  }
  for (std::size_t t = 0; t < times.size(); ++t) {
    auto& at = times[t];
    if (at.perChip.size() != static_cast<std::size_t>(record.chips)) {
      list.refuse(fmt::format("per_chip: found {} chips", at.perChip.size()),
                  fmt::format("{}", record.chips));
    }
    if (const auto count = list.items()[t].find("not_finite_images")) {
      at.notFinite = count->integer(0, record.images * record.chips);
    }
  }
  return times;
}

bool areBitsOf(const std::string& bits, std::int64_t images) {
  return bits.size() == static_cast<std::size_t>((images + 3) / 4) &&
         bits.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The same of the float network.
void readDigitalCorrect(const JsonValue& correct, RunRecord& record) {
  record.digitalCorrect = correct.text();
  if (!areBitsOf(record.digitalCorrect, record.distinctImages())) {
    correct.refuse("found bits for other images",
                   fmt::format("{} hexadecimal digits", (record.distinctImages() + 3) / 4));
  }
}

/// A bit for each image, by read time and chip: as many as the rest of the summary says there are.
void readCorrect(const JsonValue& correct, RunRecord& record) {
  const auto digits = static_cast<std::size_t>((record.images + 3) / 4);
  for (const auto& time : correct.items()) {
    auto& chips = record.correct.emplace_back(time.texts());
    const bool areBits = std::all_of(chips.begin(), chips.end(),
                                     [&](const std::string& bits) { return areBitsOf(bits, record.images); });
    if (chips.size() != static_cast<std::size_t>(record.chips) || !areBits) {
      time.refuse("found bits for other chips or images",
                  fmt::format("{} texts of {} hexadecimal digits", record.chips, digits));
    }
  }
  if (record.correct.size() != record.byReadTime.size()) {
    correct.refuse(fmt::format("found {} read times", record.correct.size()),
                   fmt::format("{}, as accuracy.by_read_time has", record.byReadTime.size()));
  }
}

/// A row for each class, all of one length.
void checkConfusion(const RunRecord& record) {
  for (const auto& row : record.confusion) {
    if (row.size() != record.confusion.front().size() || row.size() < record.classes.size()) {
      throw Misread{"confusion[]", fmt::format("found {} predictions", row.size()),
                    "as many as in the first row, at least one for each class"};
    }
  }
  if (record.confusion.size() != record.classes.size()) {
    throw Misread{"confusion", fmt::format("found {} labels", record.confusion.size()),
                  fmt::format("{}, one for each class", record.classes.size())};
  }
}

/// true: each image by one chip; or by how many.
void readDealt(const JsonValue& dealt, RunRecord& record) {
  record.chipsOfAnImage =
      dealt.isNumber() ? static_cast<int>(dealt.integer(1, record.chips)) : (dealt.flag() ? 1 : 0);
  if (record.isDealt() && record.chips % record.chipsOfAnImage != 0) {
    dealt.refuse(fmt::format("found {} of {} chips", record.chipsOfAnImage, record.chips),
                 "a number that divides the chips");
  }
}

RunRecord readRecord(const JsonValue& summary) {
  auto record = readFigures<RunRecord>(summary);
  if (record.images < 1 || record.chips < 1) {
    throw Misread{record.images < 1 ? "accuracy.images" : "chips", "found 0", "at least 1"};
  }
  readIdentity(summary, record);
  if (const auto dealt = summary.at("accuracy").find("images_dealt")) {
    readDealt(*dealt, record);
  }
  record.byReadTime = readTimes(summary.at("accuracy").at("by_read_time"), record);
  if (const auto count = summary.at("accuracy").find("digital_not_finite_images")) {
    record.digitalNotFinite = count->integer(0, record.distinctImages());
  }
  record.layers = readLayers(summary.at("layers"));
  record.metric = textOr(summary.at("accuracy"), "metric", record.metric);
  if (const auto correct = summary.find("correct")) {
    readCorrect(*correct, record);
  }
  if (const auto correct = summary.find("digital_correct")) {
    readDigitalCorrect(*correct, record);
  }
  checkConfusion(record);
  if (const auto chip = summary.find("chip")) {
    record.chip = readChip(*chip);
  }
  if (const auto noise = summary.find("weight_noise")) {
    record.weightNoise = readWeightNoise(*noise);
  }
  if (const auto storage = summary.find("storage")) {
    record.storage = readStorage(*storage);
  }
  return record;
}

}  // namespace

RunRecord readResults(const std::filesystem::path& place) {
  const auto file = std::filesystem::is_directory(place) ? place / "summary.json" : place;
  const configs::JsonDocument document(file, configs::kSummaryFile);
  const JsonValue summary = document.root();
  if (summary.at("schema").integer(0, kMost) != kSchema) {
    throw configs::InputError({file.string(), "schema", "another version's results",
                               fmt::format("schema {}", kSchema), "run again"});
  }
  try {
    return readRecord(summary);
  } catch (const Misread& misread) {
    throw configs::InputError(
        {file.string(), misread.key, misread.found, misread.allowed, configs::kSummaryFile.remedy});
  }
}

}  // namespace ohmic::sim
