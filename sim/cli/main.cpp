// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/verbs.h"

int main(int argc, char** argv) { return ohmic::sim::executeCommand(argc, argv); }
