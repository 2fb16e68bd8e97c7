# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0

# The rooms whose sources make the program, and what their sources are called: what the build id is a digest of.
set(BUILD_ID_ROOMS configs devices mapping models sim)
set(BUILD_ID_NAMES *.h *.cpp *.in *.cmake CMakeLists.txt)

# build_id_sources(RESULT ROOT): paths of all sources from ROOT, sorted.
function(build_id_sources RESULT ROOT)
  set(PATTERNS)
  foreach(ROOM IN LISTS BUILD_ID_ROOMS)
    list(TRANSFORM BUILD_ID_NAMES PREPEND ${ROOT}/${ROOM}/ OUTPUT_VARIABLE NAMES)
    list(APPEND PATTERNS ${NAMES})
  endforeach()
  file(GLOB_RECURSE SOURCES ${ARGN} RELATIVE ${ROOT} ${PATTERNS})
  list(SORT SOURCES)
  set(${RESULT} ${SOURCES} PARENT_SCOPE)
endfunction()

# As a script, at build time: cmake -DROOT=... -DVERSION=... -DOUTPUT=build_id.cpp -P build_id.cmake
if(CMAKE_SCRIPT_MODE_FILE)
  build_id_sources(SOURCES ${ROOT})
  set(TEXT "")
  foreach(SOURCE IN LISTS SOURCES)
    file(SHA256 ${ROOT}/${SOURCE} DIGEST)
    string(APPEND TEXT "${SOURCE} ${DIGEST}\n")
  endforeach()
  string(SHA256 DIGEST "${TEXT}")
  string(SUBSTRING ${DIGEST} 0 32 DIGEST)
  set(BUILD_ID "${VERSION}-${DIGEST}")
  configure_file(${CMAKE_CURRENT_LIST_DIR}/build_id.cpp.in ${OUTPUT} @ONLY)  # written only if it changes
endif()
