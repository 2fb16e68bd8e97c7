// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/weight_noise_table.h"

#include <fmt/format.h>

#include <cassert>
#include <numeric>

#include "sim/report/number_text.h"
#include "sim/report/page.h"
#include "sim/report/table.h"

namespace ohmic::sim::report {

std::string weightNoiseTable(const RunRecord& record) {
  assert(record.weightNoise);
  const auto& noise = *record.weightNoise;
  Table table{"table-noise",
              {{"tensor"},
               {"kind"},
               {"weights", true},
               {"std", true},
               {"rms", true},
               {"max", true},
               {"standard deviation of the noise", true}},
              {},
              {}};
  for (const auto& tensor : noise.tensors) {
    table.rows.push_back({{tensor.name, {}, tensor.node},
                          {tensor.kind, {}, {}},
                          numberCell(static_cast<double>(tensor.elements), grouped(tensor.elements)),
                          numberCell(tensor.std, significant(tensor.std)),
                          numberCell(tensor.rms, significant(tensor.rms)),
                          numberCell(tensor.max, significant(tensor.max)),
                          numberCell(tensor.sigma, significant(tensor.sigma))});
  }
  const auto nan = std::accumulate(noise.nanImages.begin(), noise.nanImages.end(), std::int64_t{0});
  return figureHtml(
      "Weights with noise", tableHtml(table),
      fmt::format(
          "Gaussian noise of {} times the {} of {}, drawn anew for each of {} draw{} on the "
          "weights as the file has them, before any folding; {} of all images have a logit that is not "
          "a number.",
          significant(noise.eta), noise.relative,
          noise.scope == "network" ? "the network" : "each " + noise.scope, record.chips,
          record.chips == 1 ? "" : "s", grouped(nan)));
}

}  // namespace ohmic::sim::report
