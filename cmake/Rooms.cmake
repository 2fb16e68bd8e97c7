# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0

# What every target of the house is compiled with. No fused multiply-add anywhere: equal bits on every processor
# (docs/arithmetic.md). Vector kernels: SSE4, AVX2, AVX-512, AVX-512 with VNNI; SSSE3 serves machines that nobody has and
# costs every build.
add_library(ohmic_house INTERFACE)
target_link_libraries(ohmic_house INTERFACE fmt::fmt)
target_include_directories(ohmic_house INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(ohmic_house INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
  # NEON with AES, which Highway asks for. Vectors of SVE have no size, so there can be no arrays of them.
  target_compile_options(ohmic_house INTERFACE -march=armv8-a+crypto)
  target_compile_definitions(ohmic_house INTERFACE "HWY_DISABLED_TARGETS=(HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128)")
else()
  target_compile_definitions(ohmic_house INTERFACE HWY_WANT_AVX3_DL HWY_DISABLED_TARGETS=HWY_SSSE3)
endif()

add_library(ohmic_outside_loops INTERFACE)
target_compile_options(ohmic_outside_loops INTERFACE -O1)

# Headers that most sources read, parsed once. Sources include what they use all the same: a build with
# CMAKE_DISABLE_PRECOMPILE_HEADERS proves it (tests/system/bare_debian.sh, Debian 13).
set(OHMIC_STANDARD_HEADERS
  <algorithm> <array> <cmath> <cstdint> <filesystem> <fstream> <functional> <limits> <map> <memory> <numeric> <optional>
  <set> <stdexcept> <string> <string_view> <utility> <vector> <fmt/format.h> <fmt/ranges.h>)

# ohmic_precompiled(NAME HEADERS ... [LIBRARIES ...]): a set of headers that targets name by PRECOMPILED.
function(ohmic_precompiled NAME)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES" ${ARGN})
  file(CONFIGURE OUTPUT ${NAME}.cpp CONTENT "")
  add_library(${NAME} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${NAME}.cpp)
  target_link_libraries(${NAME} PRIVATE ohmic_house ${ARG_LIBRARIES})
  target_precompile_headers(${NAME} PRIVATE ${ARG_HEADERS})
endfunction()

# ohmic_room(NAME [SOURCES ...] [EXCEPT ...] [ALSO ...] [PUBLIC ...] [PRIVATE ...] [PRECOMPILED set] [OUTSIDE_LOOPS])
# The library ohmic_NAME, ohmic::NAME to its users: a room, or in sim a folder of it. Its sources are all of the folder,
# with the folders in it, but those of EXCEPT and with generated ones of ALSO; SOURCES: these, where a folder has several
# libraries. OUTSIDE_LOOPS: what runs once in a run, or once for each file, is compiled with -O1, which takes a fifth
# less time.
function(ohmic_room NAME)
  cmake_parse_arguments(ARG "OUTSIDE_LOOPS" "PRECOMPILED" "SOURCES;EXCEPT;ALSO;PUBLIC;PRIVATE" ${ARGN})
  if(NOT ARG_SOURCES)
    file(GLOB_RECURSE ARG_SOURCES CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *.cpp)
    if(ARG_EXCEPT)
      list(REMOVE_ITEM ARG_SOURCES ${ARG_EXCEPT})
    endif()
  endif()
  if(ARG_OUTSIDE_LOOPS)
    set(ARG_PRECOMPILED ohmic_outside_loops_headers)
    list(APPEND ARG_PRIVATE ohmic_outside_loops)
  elseif(NOT ARG_PRECOMPILED)
    set(ARG_PRECOMPILED ohmic_standard_headers)
  endif()
  add_library(ohmic_${NAME} STATIC ${ARG_SOURCES} ${ARG_ALSO})
  add_library(ohmic::${NAME} ALIAS ohmic_${NAME})
  target_link_libraries(ohmic_${NAME} PUBLIC ohmic_house ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  target_precompile_headers(ohmic_${NAME} REUSE_FROM ${ARG_PRECOMPILED})
endfunction()
