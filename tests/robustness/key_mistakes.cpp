// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Keys and presets that do not exist, or are missing.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {

const std::vector<Mistake> kKeyMistakes = {
    badRunFile("UnknownSection", {{"run: {", "runs: {"}},
               "ohmic: run.yaml:12:1: runs: unknown key; did you mean 'run'?"),
    badRunFile("UnknownKeyOfTheRoot", {{"run: {", "plots: {}\nrun: {"}},
               "ohmic: run.yaml:12:1: plots: unknown key; allowed here: calibration, dataset, hardware, "
               "layers, network, run"),
    badRunFile("UnknownKeyOfHardware", {{"  adc: {", "  adcs: { bits: 8 }\n  adc: {"}},
               "ohmic: run.yaml:8:3: hardware.adcs: unknown key; did you mean 'adc'?"),
    badRunFile("UnknownKeyOfASection", {{"images: 8", "image: 8"}},
               "ohmic: run.yaml:2:46: dataset.image: unknown key; did you mean 'images'?"),
    badRunFile("UnknownKeyThreeLevelsDown", {{"tiles: auto", "organisation: { array_per_element: 8 }"}},
               "ohmic: run.yaml:10:27: hardware.chip.organisation.array_per_element: unknown key; did you "
               "mean 'arrays_per_element'?"),
    badRunFile(
        "MisspeltModel", {{"rram_wan_2022_crosssim", "rram_wan_2022_crossim"}},
        "ohmic: run.yaml:9:18: hardware.cell.model: found 'rram_wan_2022_crossim'; allowed: gaussian, ideal, "
        "neurosim_retention, pcm_hermes_2022_one, pcm_hermes_2022_two, pcm_joshi_2020, pcm_nandakumar_2019, "
        "random_telegraph, rram_falcone_2023_coarse, rram_falcone_2023_fine, rram_milo_2021, "
        "rram_wan_2022_aihwkit, "
        "rram_wan_2022_crosssim, sonos_agrawal_2022, table, uniform; did you mean 'rram_wan_2022_crosssim'?"),
    badRunFile("MissingKey", {{"network: { model: lenet5.onnx }", "network: { fold_batch_norm: true }"}},
               "ohmic: run.yaml:1:10: network.model: missing; write the path of a file or folder"),
    badRunFile(
        "HardwareIsMissing",
        {{"hardware:\n  preset: rram_128x128\n  array: { rows: 128, columns: 128 }\n  weights: { "
          "bits: 8, cell_bits: 8 }\n  input: { bits: 8, encoding: bit_serial }\n  adc: { bits: 8, "
          "range: calibrated }\n  cell: { model: rram_wan_2022_crosssim, g_min: 1 uS, g_max: 30 uS "
          "}\n  chip: { tiles: auto }\n",
          ""}},
        "ohmic: run.yaml:1:1: hardware.cell.model: missing; write one of: gaussian, ideal, "
        "neurosim_retention, pcm_hermes_2022_one, pcm_hermes_2022_two, pcm_joshi_2020, pcm_nandakumar_2019, "
        "random_telegraph, rram_falcone_2023_coarse, rram_falcone_2023_fine, rram_milo_2021, "
        "rram_wan_2022_aihwkit, "
        "rram_wan_2022_crosssim, sonos_agrawal_2022, table, uniform"),
    badRunFile("HardwarePresetIsMissing", {{"preset: rram_128x128", "preset: rram_128x129"}},
               "ohmic: run.yaml:4:11: hardware.preset: no preset 'rram_128x129'; allowed: "
               "aihwkit_default, aihwkit_standard_hwa, crosssim_default, memtorch_vteam, pcm_128x128, "
               "rram_128x128; did you mean 'rram_128x128'?"),
    badRunFile("ChipPresetIsMissing", {{"tiles: auto", "preset: isaac_2017"}},
               "ohmic: run.yaml:10:19: hardware.chip.preset: no preset 'isaac_2017'; allowed: edge, "
               "hermes_2022, isaac_2016, "
               "neurosim_22nm_rram, neurram_2022, puma_2019; "
               "did you mean 'isaac_2016'?"),
};

}  // namespace ohmic::tests
