# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# Components: `program` (command, presets, studies, zoo, docs), `library` (libohmic, headers, CMake package),
# `python` (the Python package, where it was built; the Debian package python3-ohmic) and `bundle` (copies of the
# shared libraries and of Fashion-MNIST, for machines without the packages; only in the tarball). Everything installed finds the rest from its own place, so that a prefix can be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# One shared library of all rooms for other programs; the command itself stays one file.
set(OHMIC_ROOMS configs models devices mapping sim_array sim_engine sim_chip_model sim_tap sim_sc_main sim_chip
  sim_record sim_run sim_report sim_study)
add_library(ohmic_library SHARED)
add_library(ohmic::ohmic ALIAS ohmic_library)
foreach(ROOM IN LISTS OHMIC_ROOMS)
  target_sources(ohmic_library PRIVATE $<TARGET_OBJECTS:ohmic_${ROOM}>)
  target_link_libraries(ohmic_library PRIVATE ohmic_${ROOM})
endforeach()
target_link_libraries(ohmic_library INTERFACE fmt::fmt Eigen3::Eigen)
target_include_directories(ohmic_library INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/ohmic>)
target_compile_features(ohmic_library INTERFACE cxx_std_17)
target_link_options(ohmic_library PRIVATE -Wl,-Bsymbolic-functions)
set_target_properties(ohmic_library PROPERTIES
  OUTPUT_NAME ohmic EXPORT_NAME ohmic LINKER_LANGUAGE CXX
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

# The bundle's libraries lie in lib/ohmic. DT_RPATH rather than DT_RUNPATH: it holds for their own needs too.
set_target_properties(ohmic PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}/ohmic")
set_target_properties(ohmic_library PROPERTIES INSTALL_RPATH "$ORIGIN/ohmic")
target_link_options(ohmic PRIVATE -Wl,--disable-new-dtags)
target_link_options(ohmic_library PRIVATE -Wl,--disable-new-dtags)

install(TARGETS ohmic RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
foreach(FOLDER configs/presets configs/runs configs/studies models/zoo)
  get_filename_component(PARENT ${FOLDER} DIRECTORY)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${FOLDER} DESTINATION ${CMAKE_INSTALL_DATADIR}/ohmic/${PARENT}
    COMPONENT program)
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/sim/cli/man/ohmic.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/sim/cli/completions/ohmic.bash RENAME ohmic
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/sim/cli/completions/_ohmic
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)

install(TARGETS ohmic_library EXPORT Ohmic DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
foreach(ROOM configs devices mapping models sim)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${ROOM} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ohmic COMPONENT library
    FILES_MATCHING PATTERN "*.h" PATTERN training EXCLUDE PATTERN zoo EXCLUDE)
endforeach()
set(OHMIC_CMAKE_FOLDER ${CMAKE_INSTALL_LIBDIR}/cmake/Ohmic)
install(EXPORT Ohmic NAMESPACE ohmic:: FILE OhmicTargets.cmake DESTINATION ${OHMIC_CMAKE_FOLDER} COMPONENT library)
configure_package_config_file(cmake/OhmicConfig.cmake.in ${PROJECT_BINARY_DIR}/OhmicConfig.cmake
  INSTALL_DESTINATION ${OHMIC_CMAKE_FOLDER})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/OhmicConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/OhmicConfig.cmake ${PROJECT_BINARY_DIR}/OhmicConfigVersion.cmake
  DESTINATION ${OHMIC_CMAKE_FOLDER} COMPONENT library)

# The Python package: Debian's folder under the prefix, or any other (pip: the prefix itself, setup.py).
set(OHMIC_PYTHON_FOLDER lib/python3/dist-packages/ohmic CACHE STRING "Folder of the Python package in the prefix")
if(OHMIC_HAS_PYTHON)
  file(RELATIVE_PATH LIBRARY_FROM_PYTHON /prefix/${OHMIC_PYTHON_FOLDER} /prefix/${CMAKE_INSTALL_LIBDIR})
  set_target_properties(ohmic_python PROPERTIES INSTALL_RPATH "$ORIGIN/${LIBRARY_FROM_PYTHON}")
  install(TARGETS ohmic_python LIBRARY DESTINATION ${OHMIC_PYTHON_FOLDER} COMPONENT python)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/sim/python/ohmic/ DESTINATION ${OHMIC_PYTHON_FOLDER} COMPONENT python
    FILES_MATCHING PATTERN "*.py" PATTERN "*.pyi" PATTERN py.typed PATTERN __pycache__ EXCLUDE)
endif()

# Every shared library but those of glibc, which belong to the machine's loader.
install(CODE "
  file(GET_RUNTIME_DEPENDENCIES
    EXECUTABLES \"$<TARGET_FILE:ohmic>\"
    RESOLVED_DEPENDENCIES_VAR libraries
    PRE_EXCLUDE_REGEXES \"^(libc|libm|libpthread|libdl|librt|libresolv)[.]so\" \"^ld-linux\")
  file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/ohmic\" TYPE SHARED_LIBRARY
    FOLLOW_SYMLINK_CHAIN FILES \${libraries})"
  COMPONENT bundle EXCLUDE_FROM_ALL)
install(DIRECTORY /usr/share/datasets/fashion-mnist DESTINATION ${CMAKE_INSTALL_DATADIR}/ohmic/data
  COMPONENT bundle EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The Ohmic authors")
set(CPACK_PACKAGE_CONTACT "The Ohmic authors <ohmic@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of neural networks on analog crossbar hardware")
set(CPACK_PACKAGE_DESCRIPTION "A trained network (ONNX) goes in; accuracy under device noise, latency, energy and \
area come out of one run, on the same values.")
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/cmake/PackComponents.cmake)
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(OHMIC_PACKED program library)
set(CPACK_COMPONENT_PROGRAM_GROUP ohmic)
set(CPACK_COMPONENT_LIBRARY_GROUP ohmic)
set(CPACK_DEBIAN_OHMIC_PACKAGE_NAME ohmic)
if(OHMIC_HAS_PYTHON)
  list(APPEND OHMIC_PACKED python)
  set(CPACK_COMPONENT_PYTHON_GROUP python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-ohmic)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS
    "ohmic (= ${PROJECT_VERSION}), python3 (>= ${OHMIC_PYTHON_VERSION}), python3 (<< ${OHMIC_PYTHON_NEXT_VERSION}), python3-numpy, python3-pandas")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS python3-torch)
endif()
# libohmic, which python3-ohmic links, is in no installed package yet.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_OHMIC_PACKAGE_DEPENDS dataset-fashion-mnist)
set(CPACK_DEBIAN_OHMIC_PACKAGE_SUGGESTS "libfmt-dev, libeigen3-dev")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
list(JOIN OHMIC_PACKED " " CPACK_OHMIC_PACKED)
include(CPack)
