// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ohmic::models {

/// A part of a data set.
enum class Split { train, test, validation };

/// "train", "test" or "val": what run files and messages call it.
[[nodiscard]] std::string splitName(Split split);

/// A name that files, folders and arrays give: its words, in lower case, parted where letters end and where a
/// capital follows a small letter: "X_train" is x, train; "seg_test" is seg, test; "xTrain" is x, train.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view name);

/// The split that a word stands for: train, training; test, testing; val, valid, validation, dev.
[[nodiscard]] std::optional<Split> splitOf(std::string_view word);

/// The split that a name's words stand for; none where no word does, or two say different ones.
[[nodiscard]] std::optional<Split> splitOfName(std::string_view name);

}  // namespace ohmic::models
