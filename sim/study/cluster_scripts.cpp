// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/cluster_scripts.h"

#include <fmt/format.h>

namespace ohmic::sim {
namespace {

/// A word for the shell, whatever is in it.
std::string quoted(const std::string& text) {
  std::string word = "'";
  for (const char c : text) {
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return word + "'";
}

/// Slurm's days-hours:minutes:seconds.
std::string timeText(double seconds) {
  const auto s = static_cast<std::int64_t>(seconds + 0.5);
  return fmt::format("{}-{:02}:{:02}:{:02}", s / 86400, s / 3600 % 24, s / 60 % 60, s % 60);
}

}  // namespace

std::string slurmScript(const ClusterJob& job) {
  return fmt::format(
      "#!/bin/bash\n"
      "# Runs the study's points as a job array; then: ohmic study merge {folder}\n"
      "#SBATCH --job-name={name}\n"
      "#SBATCH --array=1-{shards}{throttle}\n"
      "#SBATCH --requeue\n"
      "#SBATCH --cpus-per-task={cores}\n"
      "#SBATCH --mem={memory}M\n"
      "#SBATCH --time={time}\n"
      "#SBATCH --output={log}\n"
      "#SBATCH --open-mode=append\n"
      "cd {start} || exit 3\n"
      "exec {program} study run {folder} --shard \"$SLURM_ARRAY_TASK_ID/{shards}\" --workers {cores}\n",
      fmt::arg("name", job.name), fmt::arg("shards", job.shards),
      fmt::arg("throttle", job.throttle > 0 ? fmt::format("%{}", job.throttle) : std::string()),
      fmt::arg("cores", job.cores), fmt::arg("memory", job.memory_MB), fmt::arg("time", timeText(job.time_s)),
      fmt::arg("log", (job.folder / "slurm-%a.log").string()), fmt::arg("start", quoted(job.start.string())),
      fmt::arg("program", quoted(job.program.string())), fmt::arg("folder", quoted(job.folder.string())));
}

std::string parallelScript(const ClusterJob& job) {
  return fmt::format(
      "#!/bin/bash\n"
      "# Runs the study's points under GNU parallel; then: ohmic study merge {folder}\n"
      "# Options reach parallel: ./parallel.sh --sshlogin node1,node2 (a file system that all see is "
      "needed)\n"
      "cd {start} || exit 3\n"
      "exec parallel --jobs {jobs} --workdir {start} \"$@\" {program} study run {folder} --shard "
      "{{}}/{shards} "
      "--workers {cores} ::: $(seq {shards})\n",
      fmt::arg("start", quoted(job.start.string())),
      fmt::arg("jobs", job.throttle > 0 ? job.throttle : job.shards),
      fmt::arg("program", quoted(job.program.string())), fmt::arg("folder", quoted(job.folder.string())),
      fmt::arg("shards", job.shards), fmt::arg("cores", job.cores));
}

}  // namespace ohmic::sim
