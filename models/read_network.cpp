// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/read_network.h"

namespace ohmic::models {

NetworkChoice readNetwork(const configs::Section& section) {
  NetworkChoice choice;
  choice.model = section.file("model");
  choice.options.foldBatchNorm = section.boolean("fold_batch_norm", true);
  if (section.has("output")) {
    choice.options.output = section.text("output");
  }
  if (section.has("metric") &&
      section.choice("metric", {"top1", "auc_reconstruction"}) == "auc_reconstruction") {
    choice.metric = Metric::aucReconstruction;
  }
  if (section.has("threshold")) {
    choice.threshold = section.number("threshold", configs::Range::any());
  }
  return choice;
}

}  // namespace ohmic::models
