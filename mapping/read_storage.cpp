// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/read_storage.h"

#include <fmt/format.h>

#include "configs/reader/choose.h"

namespace ohmic::mapping {
namespace {

using configs::choose;
using configs::Range;
using configs::Section;

constexpr int kMostCopies = 64;

void readCells(const Section& section, StorageFormat& format) {
  format.sign = choose(section, "sign", StorageFormat::kSignWords, format.sign);
  format.span = choose(section, "range", StorageFormat::kSpanWords, format.span);
  if (format.sign == StorageFormat::Sign::pair && format.span == StorageFormat::Span::used) {
    section.refuse("range", "found used with sign: pair",
                   "used with sign: memory or cell; the least magnitude of a pair would have no sign",
                   "use sign: memory, or range: whole");
  }
  const Range share = Range::between(0.0, 1.0);
  format.outliers = section.fraction("outliers", share, format.outliers);
  if (format.pruned + format.outliers > 1.0) {
    section.refuse("outliers",
                   fmt::format("found {:g} beside prune: {:g}, which leave no weight between them",
                               format.outliers, format.pruned),
                   "shares of one kernel whose sum is at most 1", "lower one of the two");
  }
  format.copies = static_cast<int>(section.integer("copies", Range::between(1, kMostCopies), format.copies));
  const Section redundancy = section.section("redundancy");
  if (redundancy.present()) {
    format.redundant = redundancy.fraction("share", share);
    format.redundantCopies = static_cast<int>(redundancy.integer("copies", Range::between(1, kMostCopies)));
  }
}

}  // namespace

std::optional<StorageFormat> readStorage(const Section& hardware) {
  if (!hardware.has("storage")) {
    return std::nullopt;
  }
  const Section section = hardware.section("storage");
  StorageFormat format;
  format.medium = choose(section, "medium", StorageFormat::kMediumWords, format.medium);
  format.pruned = section.fraction("prune", Range::between(0.0, 1.0), format.pruned);
  if (format.medium == StorageFormat::Medium::cells) {
    readCells(section, format);
    return format;
  }
  format.bits = static_cast<int>(section.integer("bits", Range::between(2, 16), format.bits));
  return format;
}

}  // namespace ohmic::mapping
