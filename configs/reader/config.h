// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "configs/reader/error.h"
#include "configs/reader/origin.h"
#include "configs/reader/section.h"

namespace ohmic::configs {

class KnownFiles;

/// What a configuration is read with; the command passes it in.
struct LoadOptions {
  std::vector<std::string> overrides;  ///< "hardware.adc.bits=6", the later wins
  std::vector<std::filesystem::path>
      presetFolders;                    ///< searched in this order, after `presets/` beside the file
  std::filesystem::path shareFolder;    ///< installed files; empty for none
  std::filesystem::path currentFolder;  ///< empty for none
  std::shared_ptr<KnownFiles> known;    ///< null: files are read anew
};

/// A run file with its overrides and presets, resolved to one value per key.
///
///     const Config config = Config::load("run.yaml", options);
///     const HardwareSpec hardware = readHardware(config.root().section("hardware"));
///     config.finish();  // refuses what nobody asked for
///
/// Precedence: --set, then the file, then the presets it names. docs/configuration.md states the rules.
/// A value type: copies share what was read. For one thread.
class Config {
 public:
  /// @throws InputError if the file, an override or a preset cannot be understood.
  [[nodiscard]] static Config load(const std::filesystem::path& file, const LoadOptions& options);

  /// The same from a text; @p name stands for the file in messages and in the look-up of relative paths.
  [[nodiscard]] static Config fromText(const std::string& text, const std::string& name,
                                       const LoadOptions& options = {});

  [[nodiscard]] Section root() const;

  /// The file that was loaded; of a text, the name that stands for it.
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

  /// "file:line:column" of the value at a full path; of the nearest mapping around it where the value is
  /// absent. Empty if nothing of the path is there.
  [[nodiscard]] std::string place(std::string_view path) const;

  /// Call when everything is read. @throws InputError for the first key that nobody asked for.
  void finish() const;

  /// What was read so far, defaults included, sorted by path.
  [[nodiscard]] std::vector<ResolvedValue> resolved() const;

 private:
  Config(std::filesystem::path file, std::shared_ptr<Resolution> resolution);

  std::filesystem::path file_;
  std::shared_ptr<Resolution> resolution_;
};

}  // namespace ohmic::configs
