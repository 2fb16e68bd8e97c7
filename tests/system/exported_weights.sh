#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# exported_weights.sh OHMIC SOURCE: program a chip, run it, and hold its logits against PyTorch on its weights.
set -euo pipefail
ohmic=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/run.yaml" <<END
network: { model: $source/models/zoo/lenet5-fashion-mnist.onnx }
dataset: { name: fashion-mnist, split: test, images: 64, mean: [0.2860], std: [0.3530] }
hardware:
  input: { bits: 16, encoding: bit_serial, margin: 1.25 }
  adc: { bits: ideal }
  cell: { model: rram_wan_2022_crosssim }
calibration: { split: train, images: 256 }
run: { seed: 3, timed_images: 2 }
END
cd "$folder"
"$ohmic" program run.yaml -o chip.npz
"$ohmic" run run.yaml --chip chip.npz --logits -o out 2>/dev/null
/usr/bin/python3 "$source/tests/system/exported_weights.py" chip.npz out/logits.npy
