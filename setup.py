# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""`pip install --no-build-isolation .`: CMake builds and installs into the package itself, which holds the command, the
library and the files that ship, and so needs no other place (docs/python.md).

OHMIC_BUILD_DIR: the build folder; default build/pip. OHMIC_CMAKE_ARGS: further options of CMake."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

SOURCE = pathlib.Path(__file__).resolve().parent
VERSION = re.search(r"project\(ohmic VERSION ([0-9.]+)", (SOURCE / "CMakeLists.txt").read_text()).group(1)
COMPONENTS = ("python", "library", "program")


class BinaryDistribution(Distribution):
    """A wheel for this machine and Python."""

    def has_ext_modules(self):
        return True


class BuildWithCMake(build_py):
    """Puts the module, the library, the command and share/ohmic beside the package's files of Python."""

    def run(self):
        super().run()
        package = (pathlib.Path(self.build_lib) / "ohmic").resolve()
        build = pathlib.Path(os.environ.get("OHMIC_BUILD_DIR", SOURCE / "build/pip")).resolve()
        generator = ["-G", "Ninja"] if shutil.which("ninja") else []
        further = shlex.split(os.environ.get("OHMIC_CMAKE_ARGS", ""))
        subprocess.run(["cmake", "-S", SOURCE, "-B", build, *generator, "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS_RELEASE=-O3 -DNDEBUG",
                        "-DOHMIC_TESTS=OFF", "-DOHMIC_PYTHON=ON", f"-DPython_EXECUTABLE={sys.executable}",
                        "-DOHMIC_PYTHON_FOLDER=.", "-DCMAKE_INSTALL_LIBDIR=lib", *further], check=True)
        subprocess.run(["cmake", "--build", build, "--parallel", str(os.cpu_count() or 1), "--target", "ohmic",
                        "ohmic_python"], check=True)
        for component in COMPONENTS:
            subprocess.run(["cmake", "--install", build, "--component", component, "--prefix", package, "--strip"],
                           check=True, stdout=subprocess.DEVNULL)
        self.tidy(package)

    @staticmethod
    def tidy(package):
        """A wheel holds no links, and this one no headers: they are the library's, not the package's."""
        for folder in ("include", "lib/cmake", "share/man", "share/doc", "share/bash-completion", "share/zsh"):
            shutil.rmtree(package / folder, ignore_errors=True)
        libraries = sorted((package / "lib").glob("libohmic.so*"))
        real = next(library for library in libraries if not library.is_symlink())
        content = real.read_bytes()
        for library in libraries:
            library.unlink()
        soname = package / "lib" / f"libohmic.so.{'.'.join(VERSION.split('.')[:2])}"
        soname.write_bytes(content)
        soname.chmod(0o755)


setup(version=VERSION, distclass=BinaryDistribution, cmdclass={"build_py": BuildWithCMake})
