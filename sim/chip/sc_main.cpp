// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

/// libsystemc refers to it. Ohmic never calls it; a program with an sc_main of its own keeps that one,
/// because this file is an archive of its own.
extern "C" int sc_main(int argc, char** argv);

extern "C" int sc_main(int /*argc*/, char** /*argv*/) { return 0; }
