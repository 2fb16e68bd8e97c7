# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# What each kind of package holds: Debian has one for the program with its library and one for the Python package, if
# it was built. The tarball brings its own shared libraries and data, under a folder of its own, and no Python.
separate_arguments(CPACK_COMPONENTS_ALL UNIX_COMMAND "${CPACK_OHMIC_PACKED}")
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
if(CPACK_GENERATOR STREQUAL "TGZ")
  set(CPACK_COMPONENTS_ALL program library bundle)
  set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
  set(CPACK_PACKAGING_INSTALL_PREFIX /)
  set(CPACK_INCLUDE_TOPLEVEL_DIRECTORY ON)
  set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
endif()
