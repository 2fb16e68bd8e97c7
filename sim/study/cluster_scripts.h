// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace ohmic::sim {

/// A study spread over shards.
struct ClusterJob {
  std::string name;
  std::filesystem::path program;  ///< absolute
  std::filesystem::path folder;   ///< of the study, absolute, seen by all machines
  std::filesystem::path start;    ///< folder that the study was planned in, absolute
  int shards = 1;
  int throttle = 0;            ///< shards at once; 0: all
  int cores = 1;               ///< of each shard
  std::int64_t memory_MB = 0;  ///< of each shard
  double time_s = 0.0;         ///< of each shard
};

/// A job array for Slurm's sbatch: a task for each shard, queued again when its node fails, picking up what
/// is there.
[[nodiscard]] std::string slurmScript(const ClusterJob& job);

/// The file name of shardScript(), beside parallelScript().
constexpr const char* kShardScript = "shard.sh";

/// One shard, by its number.
[[nodiscard]] std::string shardScript(const ClusterJob& job);

/// The same shards under GNU parallel, on this machine or over ssh.
[[nodiscard]] std::string parallelScript(const ClusterJob& job);

}  // namespace ohmic::sim
