// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/cluster_scripts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "configs/files/escape.h"

namespace ohmic::sim {
namespace {

/// Slurm's days-hours:minutes:seconds, at least a second: none is no limit there.
std::string timeText(double seconds) {
  const auto s = std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(seconds)), 1);
  return fmt::format("{}-{:02}:{:02}:{:02}", s / 86400, s / 3600 % 24, s / 60 % 60, s % 60);
}

/// What comes after the shards, as a comment may say it: one line, whatever the folder is called.
std::string mergeComment(const ClusterJob& job) {
  return "ohmic study merge " + configs::terminalText(configs::shellWord(job.folder.string()));
}

}  // namespace

std::string slurmScript(const ClusterJob& job) {
  return fmt::format(
      "#!/bin/bash\n"
      "# Runs the study's points as a job array; then: {merge}\n"
      "#SBATCH --job-name={name}\n"
      "#SBATCH --array=1-{shards}{throttle}\n"
      "#SBATCH --requeue\n"
      "#SBATCH --cpus-per-task={cores}\n"
      "#SBATCH --mem={memory}M\n"
      "#SBATCH --time={time}\n"
      "#SBATCH --output=/dev/null\n"
      "exec >>{folder}/slurm-\"$SLURM_ARRAY_TASK_ID\".log 2>&1\n"
      "cd {start} || exit 3\n"
      "exec {program} study run {folder} --shard \"$SLURM_ARRAY_TASK_ID/{shards}\" --workers {cores}\n",
      fmt::arg("merge", mergeComment(job)), fmt::arg("name", configs::fileName(job.name)),
      fmt::arg("shards", job.shards),
      fmt::arg("throttle", job.throttle > 0 ? fmt::format("%{}", job.throttle) : std::string()),
      fmt::arg("cores", job.cores), fmt::arg("memory", job.memory_MB), fmt::arg("time", timeText(job.time_s)),
      fmt::arg("start", configs::shellWord(job.start.string())),
      fmt::arg("program", configs::shellWord(job.program.string())),
      fmt::arg("folder", configs::shellWord(job.folder.string())));
}

std::string shardScript(const ClusterJob& job) {
  return fmt::format(
      "#!/bin/bash\n"
      "# Runs one shard of the study, the first argument; parallel.sh calls it.\n"
      "cd {start} || exit 3\n"
      "exec {program} study run {folder} --shard \"$1/{shards}\" --workers {cores}\n",
      fmt::arg("start", configs::shellWord(job.start.string())),
      fmt::arg("program", configs::shellWord(job.program.string())),
      fmt::arg("folder", configs::shellWord(job.folder.string())), fmt::arg("shards", job.shards),
      fmt::arg("cores", job.cores));
}

// GNU parallel reads {} and {= perl =} in every word of its command: none of them is a name.
std::string parallelScript(const ClusterJob& job) {
  return fmt::format(
      "#!/bin/bash\n"
      "# Runs the study's points under GNU parallel; then: {merge}\n"
      "# Options reach parallel: ./parallel.sh --sshlogin node1,node2 (a file system that all see is "
      "needed)\n"
      "cd {folder} || exit 3\n"
      "exec parallel --jobs {jobs} --workdir . \"$@\" ./{shard} {{}} ::: $(seq {shards})\n",
      fmt::arg("merge", mergeComment(job)), fmt::arg("folder", configs::shellWord(job.folder.string())),
      fmt::arg("jobs", job.throttle > 0 ? job.throttle : job.shards), fmt::arg("shard", kShardScript),
      fmt::arg("shards", job.shards));
}

}  // namespace ohmic::sim
