// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ohmic::configs {

/// "hardware.adc" + "bits". A key that holds a dot, a quotation mark or an equals sign is quoted:
/// layers."conv1.0". Within quotes a backslash stands before a quotation mark or a backslash. No two keys
/// have one path.
[[nodiscard]] std::string joinPath(std::string_view parent, std::string_view key);

/// The keys of a path, quoted or not: hardware."adc".bits is hardware.adc.bits. None for a text that is no
/// path: an empty key, an open quotation mark.
[[nodiscard]] std::optional<std::vector<std::string>> splitPath(std::string_view path);

/// Whether a path leads to the other's key or into it: hardware.cell leads to hardware.cell.g_min.
[[nodiscard]] bool leadsTo(const std::vector<std::string>& path, const std::vector<std::string>& other);

/// Where the path of "KEY=VALUE" ends: its first equals sign outside quotes; npos without one.
[[nodiscard]] std::size_t endOfPath(std::string_view override);

}  // namespace ohmic::configs
