"""The configuration that docs/esphome tells people to write is taken by ESPHome itself."""

import asyncio
from pathlib import Path
from shutil import copy

import pytest

from tests.docs.markdown import ROOT, examples

FOLDER = ROOT / "docs" / "esphome"
ESPHOME = ROOT / ".cache" / "esphome" / "bin" / "esphome"
REST = """
esp8266:
  board: esp01_1m
wifi:
  ssid: example
  password: example-password
logger:
"""
"""What every plug's own configuration has beside."""


@pytest.mark.parametrize("package", sorted(path.name for path in FOLDER.glob("*.yaml")))
async def test_esphome_takes_the_example(tmp_path: Path, package: str) -> None:
    if not ESPHOME.exists():
        pytest.skip("ESPHome is missing: scripts/setup installs it on Linux")
    (example,) = examples(FOLDER / "README.md", "yaml")
    for path in FOLDER.glob("*.yaml"):
        copy(path, tmp_path)
    configuration = tmp_path / "plug.yaml"
    configuration.write_text(example.replace("heating_pad_plug.yaml", package) + REST, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        str(ESPHOME), "config", str(configuration), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    told, _ = await process.communicate()
    text = told.decode(errors="replace")
    assert process.returncode == 0, text[-2000:]
    assert "deadman_on" in text
    assert "deadman_renew" in text
