#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# Ohmic on a machine that has nothing: a minimal Debian by debootstrap, a clean clone of this checkout's commit in a
# path with a space, and only what the README says.
# usage: bare_debian.sh STEP [FOLDER]     as root; FOLDER (default: a new one in /tmp) holds the roots
#   bookworm  Debian 12: ./quickstart.sh as root, ./test.sh's install and configure as a user with sudo, the
#             installed library's consumer, the Debian package in a second bare root, the tarball
#   trixie    Debian 13 (GCC 14, SystemC 3.0): build without precompiled headers, the same hash; the tarball of
#             the first step runs with nothing installed
# Fails where debootstrap or the mounts of a chroot are not allowed: it never skips.
set -euo pipefail
step=${1:?bookworm or trixie}
source=$(cd "$(dirname "$0")/../.." && pwd)
mirror=${OHMIC_DEBIAN_MIRROR:-http://deb.debian.org/debian}
own=
if [ $# -lt 2 ]; then own=$(mktemp -d /tmp/ohmic-bare-XXXXXX); fi
folder=${2:-$own}
mkdir -p "$folder"
checkout="/srv/a folder/ohmic"

[ "$(id -u)" -eq 0 ] || { echo "bare_debian: needs root for debootstrap and chroot" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "bare_debian: needs the package debootstrap" >&2; exit 1; }

# The mounts of all roots belong to a namespace of this script, so that none outlives it.
if [ -z "${OHMIC_BARE_NAMESPACE:-}" ]; then
  status=0
  OHMIC_BARE_NAMESPACE=1 unshare --mount --propagation private "$0" "$step" "$folder" || status=$?
  if [ -n "$own" ]; then rm -rf "$own"; fi
  exit "$status"
fi

say() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }

# bare ROOT RELEASE: a minimal Debian, as debootstrap leaves it, with proc and dev.
bare() {
  if [ ! -e "$1/etc/debian_version" ]; then
    debootstrap --variant=minbase "$2" "$1" "$mirror" > "$folder/debootstrap.log" 2>&1 ||
      { tail -20 "$folder/debootstrap.log"; exit 1; }
  fi
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  cp /etc/resolv.conf "$1/etc/resolv.conf"
}

# inside ROOT COMMAND...: with a bare environment.
inside() {
  local root=$1
  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 chroot "$root" "$@"
}

clone() {
  mkdir -p "$1$(dirname "$checkout")"
  rm -rf "${1:?}$checkout"
  git clone -q --no-local --depth 1 "file://$source" "$1$checkout"
}

# hash_of FILE: the result hash in what a run printed.
hash_of() { awk '$1 == "hash" { print $2 }' "$1"; }

bookworm() {
  local root="$folder/bookworm" user="$folder/bookworm-user"
  say "debootstrap bookworm"
  bare "$root" bookworm
  rm -rf "$user"
  cp -a --one-file-system "$root" "$user"
  clone "$root"

  say "./quickstart.sh as root"
  inside "$root" bash -c "cd '$checkout' && ./quickstart.sh" 2>&1 | tee "$folder/quickstart.log" | tail -30
  test -s "$root$checkout/results/quickstart-1/report.html"
  local hash
  hash=$(hash_of "$folder/quickstart.log")
  grep -q "^hash  *$hash$" "$source/README.md" || { echo "README.md shows another hash than $hash"; exit 1; }

  say "packages"
  inside "$root" bash -c "cd '$checkout/build/release' && apt-get install -y -qq --no-install-recommends dpkg-dev file >/dev/null 2>&1 && cpack -G DEB >/dev/null && cpack -G TGZ >/dev/null && ls -l *.deb *.tar.gz"
  cp "$root$checkout"/build/release/*.deb "$root$checkout"/build/release/*.tar.gz "$folder/"

  say "a program of one's own against the installed library, its prefix moved"
  inside "$root" bash -c "cd '$checkout' && cmake --install build/release --prefix /opt/first >/dev/null && mv /opt/first '/opt/a second' &&
    cmake -S tests/system/installed/consumer -B /tmp/consumer -G Ninja -DCMAKE_PREFIX_PATH='/opt/a second' >/dev/null && cmake --build /tmp/consumer >/dev/null &&
    cd / && /tmp/consumer/consumer '/opt/a second/share/ohmic/configs/runs/quickstart.yaml' && mkdir -p /srv/w && cd /srv/w && '/opt/a second/bin/ohmic' presets | grep -q isaac_2016"

  say "the Debian package in a bare root"
  bare "$user" bookworm
  cp "$folder"/*.deb "$user/tmp/"
  inside "$user" bash -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/*.deb >/dev/null 2>&1 && mkdir -p /srv/work && cd /srv/work && ohmic run configs/runs/quickstart.yaml" |
    tee "$folder/package.log" | tail -4
  [ "$(hash_of "$folder/package.log")" = "$hash" ] || { echo "the package gives another hash"; exit 1; }

  say "./test.sh's packages and configure as a user with sudo"
  clone "$user"
  inside "$user" bash -c "apt-get install -y -qq --no-install-recommends sudo >/dev/null 2>&1 && useradd -m ada && echo 'ada ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/ada && chown -R ada '$checkout' && su ada -c \"cd '$checkout' && ./test.sh --configure\""
}

trixie() {
  local root="$folder/trixie"
  say "debootstrap trixie"
  bare "$root" trixie
  if ls "$folder"/*.tar.gz >/dev/null 2>&1; then
    say "the tarball with nothing installed"
    rm -rf "$root/srv/tarball" && mkdir -p "$root/srv/tarball"
    tar -xzf "$folder"/*.tar.gz -C "$root/srv/tarball" --strip-components 1
    inside "$root" bash -c "mkdir -p /srv/work && cd /srv/work && /srv/tarball/bin/ohmic run configs/runs/quickstart.yaml" |
      tee "$folder/tarball.log" | tail -4
  fi
  say "build on Debian 13, without precompiled headers"
  clone "$root"
  inside "$root" bash -c "cd '$checkout' && .ci/install build && cmake --preset release -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null && cmake --build --preset release >/tmp/build.log 2>&1 || { tail -40 /tmp/build.log; exit 1; }
    build/release/ohmic run configs/runs/quickstart.yaml" 2>&1 | tee "$folder/trixie.log" | tail -4
  local hash
  hash=$(hash_of "$folder/trixie.log")
  grep -q "^hash  *$hash$" "$source/README.md" || { echo "Debian 13 gives another hash: $hash"; exit 1; }
}

case "$step" in
  bookworm | trixie) "$step" ;;
  *) echo "bare_debian: '$step'; bookworm or trixie" >&2; exit 2 ;;
esac
say "done"
