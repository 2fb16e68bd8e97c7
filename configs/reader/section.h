// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "configs/reader/quantity.h"
#include "configs/reader/range.h"

namespace ohmic::configs {

class Resolution;
struct Node;

using IntegerOrWord = std::variant<std::int64_t, std::string>;

/// One mapping of a configuration, or the empty place where one could be.
///
///     const Section adc = config.root().section("hardware").section("adc");
///     const auto bits = adc.integerOrChoice("bits", Range::between(1, 16), {"ideal"});
///     const double full = adc.quantity("full_scale", Dimension::current, Range::positive(), 1e-6);
///
/// Whatever is asked for becomes a known key, and every value read is recorded with its origin. A reader
/// without fallback refuses an absent key; the other way round a fallback is returned as it is, and never
/// checked. A Section is a small value and stays valid after its Config is gone. For one thread. Every reader
/// throws InputError with place and full key.
class Section {
 public:
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] bool isMap(std::string_view key) const;
  [[nodiscard]] bool isList(std::string_view key) const;
  [[nodiscard]] bool isText(std::string_view key) const;  ///< one value: a word, a number, a quantity

  /// False for the view of an absent mapping.
  [[nodiscard]] bool present() const noexcept { return !mappings_.empty(); }

  /// This mapping over another, value by value, as the file is laid over a preset. Values and defaults of
  /// the lower mapping are recorded under its own path only, when it is read by itself.
  ///
  ///     root.section("layers").section("conv1").laidOver(root.section("hardware"))
  [[nodiscard]] Section laidOver(const Section& lower) const;

  /// Only what was written beside the `model` of this mapping. Without it, a key that is absent here is taken
  /// from the mapping beneath (a preset, the file under an override) even where that names another model.
  /// @param usual  the model of a mapping that names none; without it such a mapping has this one's model
  [[nodiscard]] Section ofItsModel(const std::string& usual = {}) const;

  /// The mapping under a key; an empty view where the key is absent.
  [[nodiscard]] Section section(std::string_view key) const;

  /// Every key of a free-form mapping in the order written, without "preset". All become known.
  [[nodiscard]] std::vector<std::string> keys() const;

  /// keys() of a mapping whose order counts. Of several it is a value of the mapping itself, so that another
  /// order is another configuration.
  [[nodiscard]] std::vector<std::string> orderedKeys() const;

  [[nodiscard]] bool boolean(std::string_view key, std::optional<bool> fallback = {}) const;
  [[nodiscard]] std::int64_t integer(std::string_view key, const Range& range,
                                     std::optional<std::int64_t> fallback = {}) const;
  [[nodiscard]] double number(std::string_view key, const Range& range,
                              std::optional<double> fallback = {}) const;
  /// 0.02 or 2 %.
  [[nodiscard]] double fraction(std::string_view key, const Range& range,
                                std::optional<double> fallback = {}) const;
  /// In the SI base unit, as are the range and the fallback.
  [[nodiscard]] double quantity(std::string_view key, Dimension dimension, const Range& range,
                                std::optional<double> fallback = {}) const;

  /// A list that is not empty, or one value, which is a list of one.
  [[nodiscard]] std::vector<double> numbers(std::string_view key, const Range& range,
                                            const std::optional<std::vector<double>>& fallback = {}) const;
  [[nodiscard]] std::vector<double> quantities(std::string_view key, Dimension dimension, const Range& range,
                                               const std::optional<std::vector<double>>& fallback = {}) const;
  [[nodiscard]] std::vector<std::string> texts(
      std::string_view key, const std::optional<std::vector<std::string>>& fallback = {}) const;

  [[nodiscard]] std::string text(std::string_view key, const std::optional<std::string>& fallback = {}) const;
  [[nodiscard]] std::string choice(std::string_view key, const std::vector<std::string>& allowed,
                                   const std::optional<std::string>& fallback = {}) const;
  /// "bits: 8" or "bits: ideal".
  [[nodiscard]] IntegerOrWord integerOrChoice(std::string_view key, const Range& range,
                                              const std::vector<std::string>& words,
                                              const std::optional<IntegerOrWord>& fallback = {}) const;

  /// An existing file or folder: absolute, or looked up beside the run file, then in the current folder, then
  /// in the share folder. The fallback is looked up in the same way. Every path of a configuration is read by
  /// this function: what it finds is recorded with its place, so that its content enters identities and
  /// hashes.
  [[nodiscard]] std::filesystem::path file(std::string_view key,
                                           const std::optional<std::string>& fallback = {}) const;

  /// Where a file or folder is that no key names but that may ship, such as a data set: looked up as file()
  /// does; empty if it is nowhere. Whoever reads it sees to its digest.
  [[nodiscard]] std::filesystem::path lookUp(const std::filesystem::path& name) const;

  /// Full path of this mapping ("hardware.adc", empty for the root; of a laid one the lowest's) and of a key
  /// in it: where its value is written.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string path(std::string_view key) const;

  /// "file:line:column" of a key's value; where it is absent, of the nearest mapping around it.
  [[nodiscard]] std::string place() const;
  [[nodiscard]] std::string place(std::string_view key) const;

  /// Refuses a key's value for a reason that only the caller knows. Each part is a phrase (see Complaint):
  ///
  ///     array.refuse("rows", "found 300", "at most 256 rows with 8-bit inputs", "lower input.bits");
  [[noreturn]] void refuse(std::string_view key, std::string found, std::string allowed = {},
                           std::string remedy = {}) const;

 private:
  friend class Config;

  /// The root.
  explicit Section(std::shared_ptr<Resolution> resolution);

  /// A mapping of the tree that this view sees.
  struct Mapping {
    const Node* node;
    std::string path;
    bool isLower;  ///< recorded by itself
  };

  /// Sets what follows from the mappings.
  void settle();
  /// The uppermost mapping that has a key; null if none has.
  [[nodiscard]] const Mapping* holderOf(std::string_view key) const;
  /// The value under a key, which becomes known; null if absent.
  [[nodiscard]] const Node* ask(std::string_view key) const;
  void record(std::string_view key, std::string value, const Node* node) const;
  [[noreturn]] void refuseAbsent(std::string_view key, const std::string& whatToWrite) const;

  template <typename Value, typename Read, typename Format>
  [[nodiscard]] Value read(std::string_view key, const std::optional<Value>& fallback,
                           const std::string& whatToWrite, const Read& read, const Format& format) const;

  std::shared_ptr<Resolution> resolution_;
  std::vector<Mapping> mappings_;  ///< uppermost first; more than one where laid over; none where absent
  const Node* around_;  ///< the nearest mapping that is present: of these the uppermost, or one around
  std::string gap_;     ///< the key that is absent in around_
  std::string path_;    ///< of the lowest
  bool recordsDefaults_ = true;  ///< false where a lower mapping is recorded by itself
};

}  // namespace ohmic::configs
