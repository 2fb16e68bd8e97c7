// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/datasets/dataset_choice.h"
#include "models/datasets/image_set.h"

namespace ohmic::models {

/// Read samples that are lines of CSV files: numbers, and one column of labels.
///
/// choice.path is a folder with one file per split (train.csv, test.csv), or a file, which is the
/// split that its name says, else the test split. The column of labels is the one whose header is label,
/// labels, class, target or y; choice.labelColumn names another, or is "first" or "last" where there is no
/// header. A first column without a header is pandas' index and left out; so is one called id, index or idx
/// whose numbers rise by one.
///
/// Numbers are taken as they are, then mean and std. Labels are class numbers or names (labelOfText).
/// @throws configs::InputError naming file and line.
[[nodiscard]] NamedImages readTable(const DatasetChoice& choice);

}  // namespace ohmic::models
