// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace ohmic::configs {

/// Where a value comes from.
struct Origin {
  enum class Kind { preset, file, override_, default_ };

  Kind kind = Kind::default_;
  std::string place = "default";  ///< "file:line:column", the text of a --set, or "default"
};

/// A value that the program has read, as --print-config shows it.
struct ResolvedValue {
  std::string path;   ///< "hardware.adc.bits"
  std::string value;  ///< canonical: quantities with unit, numbers with the shortest digits
  Origin origin;
  bool isFile = false;  ///< a path; what it points to enters a hash by its bytes, the path does not
  std::filesystem::path file = {};  ///< of a path: where it was found
};

}  // namespace ohmic::configs
