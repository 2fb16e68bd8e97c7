// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/storage_table.h"

#include <fmt/format.h>

#include <cassert>

#include "sim/report/number_text.h"
#include "sim/report/page.h"
#include "sim/report/table.h"

namespace ohmic::sim::report {

std::string storageTable(const RunRecord& record) {
  assert(record.storage);
  const auto& storage = *record.storage;
  Table table{"table-storage",
              {{"kernel"},
               {"weights", true},
               {"pruned", true},
               {"outliers", true},
               {"redundant", true},
               {"cells", true},
               {"bits of memory", true},
               {"low", true},
               {"high", true}},
              {},
              {}};
  const auto count = [](std::int64_t n) { return numberCell(static_cast<double>(n), grouped(n)); };
  for (const auto& kernel : storage.kernels) {
    table.rows.push_back({{kernel.node, {}, {}},
                          count(kernel.weights),
                          count(kernel.pruned),
                          count(kernel.outliers),
                          count(kernel.redundant),
                          count(kernel.cells),
                          count(kernel.bits),
                          numberCell(kernel.low, significant(kernel.low)),
                          numberCell(kernel.high, significant(kernel.high))});
  }
  return figureHtml(
      "Stored kernels", tableHtml(table),
      fmt::format("{} cells and {} bits of digital memory, biases included, for {} weights. Low "
                  "and high are the values at the ends of the cells' range.",
                  grouped(storage.cells), grouped(storage.bits), grouped(storage.weights)));
}

}  // namespace ohmic::sim::report
