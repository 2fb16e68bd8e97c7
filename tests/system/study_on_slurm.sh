#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# A study as a job array on a real Slurm: two nodes on this machine over loopback. One task is killed and queued
# again; the merged bytes must equal an undisturbed local run's. Also the same shards under GNU parallel.
# usage: study_on_slurm.sh OHMIC SOURCE_DIR. Ends with 77 where Slurm cannot be installed or started.
set -euo pipefail
ohmic=$1
source=$2

skip() { echo "skipped: $*"; exit 77; }

[ "$(id -u)" -eq 0 ] || skip "Slurm's daemons need root"
if ! command -v slurmctld >/dev/null || ! command -v munged >/dev/null || ! command -v parallel >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge parallel >/dev/null 2>&1 ||
    skip "slurm-wlm, munge and parallel cannot be installed"
fi

dir=$(mktemp -d /tmp/ohmic-slurm-XXXXXX)
munged=
stop() {
  for file in "$dir"/ctld.pid "$dir"/slurmd-n1.pid "$dir"/slurmd-n2.pid; do
    if [ -s "$file" ]; then kill "$(cat "$file")" 2>/dev/null || true; fi
  done
  [ -z "$munged" ] || kill "$munged" 2>/dev/null || true
  sleep 1
  rm -rf "$dir"
}
trap stop EXIT

if ! munge -n 2>/dev/null | unmunge >/dev/null 2>&1; then
  mkdir -p /run/munge && chown munge:munge /run/munge
  runuser -u munge -- /usr/sbin/munged --foreground >/dev/null 2>&1 &
  munged=$!
  for _ in $(seq 50); do munge -n 2>/dev/null | unmunge >/dev/null 2>&1 && break; sleep 0.1; done
fi
munge -n | unmunge >/dev/null 2>&1 || skip "munge does not start"

host=$(hostname)
mkdir -p "$dir/state" "$dir/spooln1" "$dir/spooln2"
cat >"$dir/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=17817
SlurmdPort=17818
AuthType=auth/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool%n
SlurmctldPidFile=$dir/ctld.pid
SlurmdPidFile=$dir/slurmd-%n.pid
SlurmctldLogFile=$dir/ctld.log
SlurmdLogFile=$dir/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
NodeName=n1 NodeAddr=127.0.0.1 NodeHostname=$host Port=17001 CPUs=1 RealMemory=4000
NodeName=n2 NodeAddr=127.0.0.1 NodeHostname=$host Port=17002 CPUs=1 RealMemory=4000
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$dir/slurm.conf
slurmctld -f "$SLURM_CONF" || skip "slurmctld does not start"
slurmd -N n1 -f "$SLURM_CONF" || skip "slurmd does not start"
slurmd -N n2 -f "$SLURM_CONF" || skip "slurmd does not start"
for _ in $(seq 100); do
  [ "$(sinfo -h -o '%D' -t idle 2>/dev/null || true)" = 2 ] && break
  sleep 0.2
done
[ "$(sinfo -h -o '%D' -t idle)" = 2 ] || skip "the two nodes do not become idle"

cd "$dir"
cat >run.yaml <<END
network: { model: $source/models/zoo/lenet5-fashion-mnist.onnx }
dataset: { name: fashion-mnist, split: test, images: 4000, mean: [0.2860], std: [0.3530] }
hardware: { weight_noise: { eta: 10 % } }
run: { seed: 1, chips: 2 }
END
cat >study.yaml <<END
study:
  run: run.yaml
  axes: { run.seed: { linear: [1, 48], points: 48 } }
  limits: { memory: 1 GB, time: 5 min }
END

"$ohmic" study run study.yaml -o local --workers 2 >/dev/null 2>&1
"$ohmic" study slurm study.yaml -o cluster --shards 4 --throttle 2 >/dev/null
job=$(sbatch --parsable cluster/slurm.sh)

# Wait until the first task has finished a point, then kill it in the middle of its work and queue it again.
for _ in $(seq 300); do
  [ "$(find cluster/points -name '*.json' | wc -l)" -ge 1 ] && break
  sleep 0.1
done
before=$(find cluster/points -name '*.json' | sort)
[ -n "$before" ] || { echo "no task has started: $(squeue)"; exit 1; }
stamps=$(stat -c '%n %Y %i' $before)
scancel --signal=KILL --full "${job}_1"
for _ in $(seq 100); do
  scontrol requeue "${job}_1" 2>/dev/null && break
  sleep 0.2
done

for _ in $(seq 900); do
  [ -z "$(squeue -h -j "$job" 2>/dev/null || true)" ] && break
  sleep 0.2
done
[ -z "$(squeue -h -j "$job" 2>/dev/null || true)" ] || { squeue; echo "the array does not end"; exit 1; }

scontrol show job "${job}_1" | grep -q 'Restarts=[1-9]' || { echo "the task was not queued again"; exit 1; }

"$ohmic" study merge cluster
[ "$(stat -c '%n %Y %i' $before)" = "$stamps" ] || { echo "a finished point was done again"; exit 1; }
cmp local/results.csv cluster/results.csv
cmp local/results.json cluster/results.json
[ "$(cat cluster/slurm-1.log | grep -c '^points')" -ge 1 ] || { echo "task 1 never ended its shard"; exit 1; }

"$ohmic" study slurm study.yaml -o spread --shards 4 --throttle 2 >/dev/null
spread/parallel.sh >/dev/null 2>&1
"$ohmic" study merge spread >/dev/null
cmp local/results.json spread/results.json
echo "the merged bytes are the same: local, Slurm with a killed and requeued task, GNU parallel"
