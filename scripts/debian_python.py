"""Unpack packages of Debian into a private folder: Python 3.14 from testing, or this release's pip or Chromium.

For machines whose own Python is older and that cannot reach uv's downloads, and for those whose Python came without
pip. Needs no root and leaves the system as it is: apt works on its own lists, cache and empty package status, so every
dependency down to the C library comes along, and the interpreter is told to use those libraries only.

Usage: debian_python.py python <folder> <patchelf>
       debian_python.py pip <folder>
       debian_python.py chromium <folder>
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

PYTHON_SUITE = "forky"
PYTHON_PACKAGES = ("python3.14", "python3.14-venv", "python3.14-dev", "libstdc++6")
TRIPLET = "x86_64-linux-gnu"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One entry of the machine's apt sources."""

    mirror: str
    suite: str
    components: str = "main"
    signed_by: str = ""


def main() -> None:
    """Unpack what was asked for."""
    what, target, *rest = sys.argv[1:]
    release = platform.freedesktop_os_release()
    codename = release.get("VERSION_CODENAME", "")
    source = _pick(_machine_sources(Path("/etc/apt")), codename)
    if what == "pip":
        components = "main universe" if release.get("ID") == "ubuntu" else "main"
        _unpack_pip(Path(target).resolve(), replace(source, suite=codename, components=components))
        return
    if what == "chromium" and release.get("ID") == "debian":
        _unpack_chromium(Path(target).resolve(), replace(source, suite=codename))
        return
    if what != "python" or release.get("ID") != "debian" or platform.machine() != "x86_64":
        sys.exit(f"This way to {what} is for Debian only (Python: on x86-64).")
    _unpack_python(Path(target).resolve(), replace(source, suite=PYTHON_SUITE), rest[0])


def _unpack_pip(target: Path, source: Source) -> None:
    """Get the wheel of pip that Debian keeps for virtual environments."""
    with _scratch(target) as scratch:
        apt = _private_apt(scratch / "apt", source)
        subprocess.run([*apt, "download", "python3-pip-whl"], check=True, cwd=scratch)
        for package in scratch.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, scratch], check=True)
        target.mkdir(parents=True, exist_ok=True)
        for wheel in scratch.glob("usr/share/python-wheels/pip-*.whl"):
            shutil.copy(wheel, target)


def _unpack_python(target: Path, source: Source, patchelf: str) -> None:
    """Get Python with everything below it."""
    with _scratch(target) as scratch:
        apt = _private_apt(scratch / "apt", source)
        subprocess.run(
            [*apt, "install", "--download-only", "--yes", *PYTHON_PACKAGES],
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
        root = scratch / "root"
        for package in sorted(scratch.glob("apt/cache/archives/*.deb")):
            subprocess.run(["dpkg", "-x", package, root], check=True)
        # Lets C extensions find the headers that Debian keeps per architecture.
        (root / "usr" / "include" / "python3.14" / TRIPLET).symlink_to(Path("..") / TRIPLET)
        shutil.rmtree(target, ignore_errors=True)
        root.rename(target)
    _bind(target, patchelf)


def _unpack_chromium(target: Path, source: Source) -> None:
    """Get Chromium with what this machine lacks below it, and a program that starts it."""
    with _scratch(target) as scratch:
        apt = _private_apt(scratch / "apt", source)
        installed = Path("/var/lib/dpkg/status").read_text(encoding="utf-8").split("\n\n")
        others = [stanza for stanza in installed if not re.match(r"Package: chromium(-common)?\n", stanza)]
        (scratch / "apt" / "state" / "status").write_text("\n\n".join(others), encoding="utf-8")
        subprocess.run(
            [*apt, "install", "--download-only", "--yes", "chromium", "fonts-dejavu-core"],
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
        root = scratch / "root"
        for package in sorted(scratch.glob("apt/cache/archives/*.deb")):
            subprocess.run(["dpkg", "-x", package, root], check=True)
        shutil.rmtree(target, ignore_errors=True)
        root.rename(target)
    libraries = ":".join(str(folder) for folder in sorted((target / "usr" / "lib").glob("*-linux-gnu*")))
    program = target / "chromium"
    program.write_text(
        f'#!/bin/sh\nLD_LIBRARY_PATH="{libraries}" exec "{target}/usr/lib/chromium/chromium" "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """Yield a folder beside `target` that is gone afterwards."""
    folder = target.with_name(f"{target.name}.partial")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _machine_sources(etc: Path) -> list[Source]:
    """Read both notations of apt's sources."""
    found: list[Source] = []
    parts = etc / "sources.list.d"
    for path in (etc / "sources.list", *sorted(parts.glob("*.list"))):
        if path.is_file():
            found += _one_line_sources(path.read_text(encoding="utf-8"))
    for path in sorted(parts.glob("*.sources")):
        found += _deb822_sources(path.read_text(encoding="utf-8"))
    return found


def _one_line_sources(text: str) -> list[Source]:
    """`deb [option=value …] mirror suite component…`."""
    found = []
    for raw_line in text.splitlines():
        kind, _, rest = raw_line.partition("#")[0].strip().partition(" ")
        if kind != "deb":
            continue
        signed_by = ""
        rest = rest.strip()
        if rest.startswith("["):
            options, _, rest = rest[1:].partition("]")
            for option in options.split():
                if option.startswith("signed-by="):
                    signed_by = option.removeprefix("signed-by=")
        words = rest.split()
        if len(words) > 1:
            found.append(Source(mirror=words[0], suite=words[1], signed_by=signed_by))
    return found


def _deb822_sources(text: str) -> list[Source]:
    """Stanzas of `Field: value`, continued on indented lines, parted by empty lines."""
    found = []
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for stanza in "\n".join(lines).split("\n\n"):
        fields: dict[str, str] = {}
        name = ""
        for line in stanza.splitlines():
            if line[:1].isspace():
                fields[name] = f"{fields.get(name, '')}\n{line}"
            else:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        mirrors = fields.get("uris", "").split()
        if mirrors and "deb" in fields.get("types", "").split() and fields.get("enabled", "yes").lower() != "no":
            signed_by = fields.get("signed-by", "")
            found += [
                Source(mirror=mirrors[0], suite=suite, signed_by=signed_by)
                for suite in fields.get("suites", "").split()
            ]
    return found


def _pick(sources: list[Source], codename: str) -> Source:
    """Take the mirror this machine gets its own release from."""
    names = {codename, "stable", "testing", "unstable", "sid", "oldstable"} - {""}
    for source in sources:
        if source.suite in names:
            return source
    sys.exit("No mirror of this release among apt's sources.")


def _private_apt(folder: Path, source: Source) -> list[str | Path]:
    """Return an apt-get command that has a world of its own in `folder`, with fresh lists."""
    for name in ("sources", "state/lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    (folder / "state" / "status").touch()
    signed_by = f"Signed-By: {source.signed_by}\n" if source.signed_by else ""
    (folder / "sources" / "private.sources").write_text(
        f"Types: deb\nURIs: {source.mirror}\nSuites: {source.suite}\nComponents: {source.components}\n{signed_by}",
        encoding="utf-8",
    )
    settings = folder / "apt.conf"
    settings.write_text(
        "".join(f'{name} "{value}";\n' for name, value in _settings(folder).items())
        # Hooks of the system are about the system's own lists and archives.
        + "#clear APT::Update;\n#clear DPkg;\n",
        encoding="utf-8",
    )
    apt: list[str | Path] = ["apt-get", "-qq", "-c", settings]
    subprocess.run([*apt, "update"], check=True)
    return apt


def _settings(folder: Path) -> dict[str, str | Path]:
    """Apt's own world below `folder`."""
    return {
        "Dir::Etc::sourcelist": "/dev/null",
        "Dir::Etc::sourceparts": folder / "sources",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State": folder / "state",
        "Dir::State::status": folder / "state" / "status",
        "Dir::Cache": folder / "cache",
        "APT::Install-Recommends": "false",
        "APT::Keep-Downloaded-Packages": "true",
        # apt's own user cannot write here when root runs this.
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::Retries": "2",
        "Debug::NoLocking": "true",
    }


def _bind(root: Path, patchelf: str) -> None:
    """Bind the interpreter to the loader and the libraries it came with."""
    libraries = root / "usr" / "lib" / TRIPLET
    binary = root / "usr" / "bin" / "python3.14"
    loader = libraries / "ld-linux-x86-64.so.2"
    # The old kind of rpath also serves the libraries that extension modules ask for.
    subprocess.run(
        [patchelf, "--set-interpreter", loader, "--force-rpath", "--set-rpath", libraries, binary],
        check=True,
    )
    check = subprocess.run([binary, "-c", "import ssl, sqlite3, ctypes, lzma"], check=False)
    if check.returncode:
        sys.exit("The unpacked Python does not run.")


if __name__ == "__main__":
    main()
