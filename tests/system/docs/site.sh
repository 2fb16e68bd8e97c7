#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
# The documentation as a site: mkdocs builds it without a warning, every link of every page leads to a page and a heading,
# and nothing is loaded from elsewhere.  usage: site.sh SOURCE_DIR
set -e
if ! command -v mkdocs >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mkdocs mkdocs-material >/dev/null 2>&1 || {
    echo "mkdocs is not installed and cannot be"
    exit 77
  }
fi
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
mkdocs build --quiet --config-file "$1/mkdocs.yml" --site-dir "$site"
python3 "$(dirname "$0")/site_links.py" "$site"
