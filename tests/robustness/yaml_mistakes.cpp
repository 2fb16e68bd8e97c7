// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Files that cannot be read, and YAML that Ohmic does not take.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {

const std::vector<Mistake> kYamlMistakes = {
    badCommand("RunFileIsMissing", "run missing.yaml",
               "ohmic: missing.yaml: found no such file; a YAML file expected; check the path"),
    badCommand("RunFileIsAFolder", "run .", "ohmic: .: found a folder; a YAML file expected; check the path"),
    badFiles("RunFileIsEmpty", ": > run.yaml", {},
             "ohmic: run.yaml: the file is empty; a mapping of keys expected"),
    badFiles("RunFileIsAList", "echo '- run' > run.yaml", {},
             "ohmic: run.yaml:1:1: a mapping of keys expected, found a list"),
    badRunFile("FlowMappingStaysOpen", {{"tiles: auto }", "tiles: auto"}},
               "ohmic: run.yaml:11:12: not valid YAML: end of map flow not found; check indentation (spaces, "
               "no tabs), brackets and quotes"),
    badRunFile("DuplicateKey", {{"  input: {", "  adc: {"}},
               "ohmic: run.yaml:8:3: the key 'adc' is here twice; every key once"),
    badRunFile("Anchor", {{"adc: {", "adc: &converter {"}},
               "ohmic: run.yaml:8:8: anchors are not allowed; write the value out"),
    badRunFile("Alias", {{"tiles: auto", "tiles: *count"}},
               "ohmic: run.yaml:10:18: aliases are not allowed; write the value out"),
    badRunFile("OctalNumber", {{"rows: 128", "rows: 0200"}},
               "ohmic: run.yaml:5:18: hardware.array.rows: a whole number expected, found the text '0200'; "
               "allowed: in [1, 8192]; write it in decimal, without leading zeros"),
    badRunFile("HexadecimalNumber", {{"rows: 128", "rows: 0x80"}},
               "ohmic: run.yaml:5:18: hardware.array.rows: a whole number expected, found the text '0x80'; "
               "allowed: in [1, 8192]; write it in decimal, without leading zeros"),
    badRunFile("TabAsIndentation", {{"  array:", "\tarray:"}},
               "ohmic: run.yaml:5:1: not valid YAML: illegal tab when looking for indentation; check "
               "indentation (spaces, no tabs), brackets and quotes"),
};

}  // namespace ohmic::tests
