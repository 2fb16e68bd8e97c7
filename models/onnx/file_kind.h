// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ohmic::models {

/// A file that is taken for a network but is something else.
struct ForeignFile {
  std::string what;    ///< "a Git LFS pointer, not the file itself"
  std::string remedy;  ///< "git lfs pull"
};

/// What a file is that is no ONNX model, by its first bytes; none if they tell nothing.
[[nodiscard]] std::optional<ForeignFile> recogniseForeign(std::string_view bytes);

}  // namespace ohmic::models
