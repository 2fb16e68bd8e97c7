// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/datasets/samples.h"
#include "models/graph/graph.h"
#include "models/read_network.h"

namespace ohmic::sim {

/// What outputs of a network are worth.
struct Verdict {
  double value = 0.0;            ///< of the metric, a share of 1
  std::vector<int> predictions;  ///< class by image
  std::int64_t inTop5 = 0;       ///< images whose label is among the five greatest logits
  std::int64_t notFinite = 0;    ///< images with an output that is no number or infinite
  std::string
      note;  ///< a sentence where one logit puts all images into one class and labels know two; else empty
};

/// Judges a network's outputs by `network.metric`:
///
/// - top1: the share of images whose greatest logit is their label's (predict()).
/// - auc_reconstruction: the network gives its input back, and an image's score is the mean squared
/// difference. The value is
///   the area under the curve of true over false positives, which is the share of pairs of an image of class
///   1 (anomaly) and one of class 0 whose scores are in that order, ties counting half. Images with a score
///   above the threshold are predicted as class 1.
///
/// Source  J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a ROC curve", Radiology 143:29,
/// 1982.
class Judge {
 public:
  /// @param digital  the float network's outputs for all images: without `network.threshold`, the median of
  /// their scores
  ///                 is the threshold of auc_reconstruction.
  Judge(const models::NetworkChoice& choice, const models::Graph& graph, const models::Samples& samples,
        const std::vector<float>& digital);

  /// @param outputs  by image and output. @param first  the image of the first; not 0 with top1 alone.
  [[nodiscard]] Verdict judge(const std::vector<float>& outputs, std::int64_t first = 0) const;

 private:
  [[nodiscard]] std::vector<double> errorsOf(const std::vector<float>& outputs) const;
  [[nodiscard]] std::string noteOf(const std::vector<float>& logits,
                                   const std::vector<int>& predictions) const;

  const models::Samples& samples_;
  models::Metric metric_;
  double threshold_ = 0.0;
  std::int64_t outputs_ = 0;  ///< of an image
  std::vector<int> labels_;
};

/// The metric as results name it: "top1", "auc_reconstruction".
[[nodiscard]] std::string metricName(models::Metric metric);

}  // namespace ohmic::sim
