// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ohmic::models {

/// The WordNet ids of ImageNet's 1,000 classes by label, "n01440764" to "n15075141": the classes of ILSVRC
/// 2012 to 2015, in the order of their ids, as networks trained on it have their logits.
///
/// Source  O. Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge", IJCV 115, 2015; the
/// ids as
///         TensorFlow's models list them (imagenet_lsvrc_2015_synsets.txt).
[[nodiscard]] std::vector<std::string> imagenetWnids();

}  // namespace ohmic::models
