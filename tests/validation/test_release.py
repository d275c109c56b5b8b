"""A release is what its files say, or there is none."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.validation.files import PACKAGE, ROOT, read


def release(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a repository."""
    command = [sys.executable, str(ROOT / "scripts/release.py"), "--root", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small repository that is ready for 1.2.0."""
    package = tmp_path / "custom_components/heating_pad"
    (package / "__pycache__").mkdir(parents=True)
    (package / "manifest.json").write_text(json.dumps({"version": "1.2.0"}))
    (package / "__init__.py").write_text("")
    (package / "__pycache__/left.pyc").write_text("")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## 1.2.0 – 2026-12-01\n\n- Better.\n\n## 1.1.0 – 2026-11-01\n\n- Good.\n"
    )
    return tmp_path


def test_what_fits_together_is_released_with_its_part_of_the_changelog(repository: Path) -> None:
    assert release(repository, "check", "--tag", "v1.2.0").returncode == 0
    assert release(repository, "notes", "--tag", "v1.2.0").stdout == "- Better.\n"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pyproject.toml", "1.2.0", "1.2.1"),
        ("CHANGELOG.md", "1.2.0 –", "1.3.0 –"),
        ("CHANGELOG.md", "- Better.\n", ""),
        ("CHANGELOG.md", "2026-12-01", "unreleased"),
    ],
)
def test_what_does_not_fit_is_not_released(repository: Path, file: str, old: str, new: str) -> None:
    path = repository / file
    path.write_text(path.read_text().replace(old, new))
    refused = release(repository, "check", "--tag", "v1.2.0")
    assert refused.returncode == 1
    assert "error:" in refused.stderr


def test_another_tag_is_not_released(repository: Path) -> None:
    assert release(repository, "check", "--tag", "v1.2.1").returncode == 1


def test_the_archive_holds_what_is_installed_and_is_the_same_again(repository: Path) -> None:
    archives = [repository / f"{name}.zip" for name in ("one", "two")]
    for archive in archives:
        assert release(repository, "zip", str(archive)).returncode == 0
    assert archives[0].read_bytes() == archives[1].read_bytes()
    with zipfile.ZipFile(archives[0]) as packed:
        assert packed.namelist() == ["__init__.py", "manifest.json"]


def test_this_repository_could_be_released_but_for_its_day() -> None:
    assert release(ROOT, "check").returncode == 0
    version = read(PACKAGE / "manifest.json")["version"]
    assert release(ROOT, "notes").stdout.strip(), version
