// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ohmic::models {

/// A pickled Python dictionary of texts, lists of whole numbers and NumPy matrices of bytes, as CIFAR's
/// authors and torchvision ship their batches.
///
/// A pickle is a program that builds objects by calling what it names. Nothing is called here: the names that
/// make texts and arrays are known (_codecs.encode, numpy's _reconstruct, ndarray and dtype), and every other
/// name refuses the file. Memory is bounded by the file's size and by 2,000,000 instructions.
///
///     const PickleDictionary batch(bytes);
///     const std::vector<std::int64_t> labels = batch.numbers("labels");
///
/// Source  Python's pickletools: protocols 2 to 4, of Python 2 and 3.
class PickleDictionary {
 public:
  /// @param bytes  a whole file; must outlive the dictionary.
  /// @throws configs::InputError if it is no such pickle, or does not end with its bytes.
  explicit PickleDictionary(std::string_view bytes);

  /// A list of whole numbers.
  /// @throws configs::InputError if the key is missing or has another value.
  [[nodiscard]] std::vector<std::int64_t> numbers(std::string_view key) const;

  /// A matrix of uint8 with @p columns columns, row by row.
  /// @throws configs::InputError as numbers().
  [[nodiscard]] std::string matrix(std::string_view key, std::int64_t columns) const;

 private:
  friend class PickleReader;

  enum class Kind { none, mark, number, text, list, tuple, dictionary, name, array, type };

  /// One object; parts are places in objects_.
  struct Object {
    Kind kind = Kind::none;
    bool isLatin = false;                ///< of a text: bytes that are written as UTF-8
    std::int64_t number = 0;             ///< also of True and False
    std::string_view text{};             ///< also of a name, "module name"
    std::vector<std::uint32_t> parts{};  ///< of a dictionary key, value, key, ...; of an array its state
  };

  [[nodiscard]] const Object* find(std::string_view key) const;
  [[nodiscard]] const Object& require(std::string_view key, Kind kind, const char* allowed) const;

  std::vector<Object> objects_;
  std::uint32_t root_ = 0;
};

}  // namespace ohmic::models
