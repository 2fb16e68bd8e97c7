// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "models/datasets/dataset_choice.h"
#include "models/datasets/image_set.h"
#include "models/datasets/samples.h"

namespace ohmic::models {

/// Read the chosen samples into memory.
///
/// @param form  what a network takes of them; none: as their files hold them.
/// @throws configs::InputError naming the file and what is wrong with it: missing (with the package or
/// address to get
///         it from), short, long, wrong magic, label out of range; or naming the key, where the choice asks
///         for more images than there are, or for a normalisation of other channels; or as ImageSet for
///         samples that do not fit the form.
[[nodiscard]] std::unique_ptr<Samples> openSamples(const DatasetChoice& choice,
                                                   const std::optional<SampleForm>& form = {});

}  // namespace ohmic::models
