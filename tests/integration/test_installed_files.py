"""Files of ours in the user's folder: what is theirs stays theirs."""

import json
from pathlib import Path

import pytest
from homeassistant.core import HomeAssistant

from custom_components.heating_pad.installed_files import (
    DATA_INSTALLER,
    FileState,
    NotInstalledError,
    async_install,
    async_remove,
    async_status,
)

KIND = "sentences"
PLACE = "custom_sentences/en/heating_pad.yaml"
OTHER = "custom_sentences/de/heating_pad.yaml"


class Folders:
    """What we ship, and where the user keeps their configuration."""

    def __init__(self, hass: HomeAssistant, tmp_path: Path) -> None:
        self.hass = hass
        self.user = tmp_path / "config"
        self.shipped = tmp_path / "shipped"
        self.files: dict[str, Path] = {}
        self.user.mkdir()
        self.shipped.mkdir()
        hass.config.config_dir = str(self.user)

    def ship(self, place: str, text: str) -> None:
        """Ship a file in this version."""
        source = self.shipped / place.replace("/", "_")
        source.write_text(text, encoding="utf-8")
        self.files[place] = source

    def text(self, place: str) -> str:
        """What stands there."""
        return (self.user / place).read_text(encoding="utf-8")

    def write(self, place: str, text: str) -> None:
        """Write as the user does."""
        path = self.user / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    async def install(self) -> dict[str, FileState]:
        """Copy what is shipped."""
        return await async_install(self.hass, KIND, self.files)

    async def status(self) -> dict[str, FileState]:
        """What stands at all places."""
        return await async_status(self.hass, KIND, self.files)

    def restart(self) -> None:
        """Forget everything that is not on the disk."""
        del self.hass.data[DATA_INSTALLER]


@pytest.fixture
def folders(hass: HomeAssistant, tmp_path: Path) -> Folders:
    """Two files that are shipped, none installed."""
    folders = Folders(hass, tmp_path)
    folders.ship(PLACE, "one")
    folders.ship(OTHER, "eins")
    return folders


async def test_files_come_and_go(folders: Folders) -> None:
    assert set((await folders.status()).values()) == {FileState.ABSENT}
    assert set((await folders.install()).values()) == {FileState.INSTALLED}
    assert folders.text(PLACE) == "one"
    folders.restart()
    assert set((await folders.status()).values()) == {FileState.INSTALLED}
    assert await async_remove(folders.hass, KIND) == []
    assert set((await folders.status()).values()) == {FileState.ABSENT}
    assert not (folders.user / "custom_sentences/en").exists()


async def test_a_new_version_replaces_what_nobody_changed(folders: Folders) -> None:
    await folders.install()
    folders.ship(PLACE, "two")
    folders.restart()
    assert await folders.status() == {PLACE: FileState.OUTDATED, OTHER: FileState.INSTALLED}
    assert set((await folders.install()).values()) == {FileState.INSTALLED}
    assert folders.text(PLACE) == "two"


async def test_a_changed_file_is_never_overwritten_and_never_removed(folders: Folders) -> None:
    await folders.install()
    folders.write(PLACE, "mine")
    folders.ship(PLACE, "two")
    folders.ship(OTHER, "zwei")
    assert await folders.status() == {PLACE: FileState.CHANGED, OTHER: FileState.OUTDATED}
    assert await folders.install() == {PLACE: FileState.CHANGED, OTHER: FileState.INSTALLED}
    assert folders.text(PLACE) == "mine"
    assert await async_remove(folders.hass, KIND) == [PLACE]
    assert folders.text(PLACE) == "mine"
    assert not (folders.user / OTHER).exists()
    assert (await folders.install())[PLACE] is FileState.CHANGED


async def test_a_file_that_was_there_first_is_somebody_elses(folders: Folders) -> None:
    folders.write(PLACE, "theirs")
    folders.write("custom_sentences/de/other.yaml", "andere")
    assert (await folders.install())[PLACE] is FileState.CHANGED
    await async_remove(folders.hass, KIND)
    assert folders.text(PLACE) == "theirs"
    assert folders.text("custom_sentences/de/other.yaml") == "andere"
    assert not (folders.user / OTHER).exists()


async def test_a_link_or_folder_is_left_alone(folders: Folders, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("one", encoding="utf-8")
    (folders.user / PLACE).parent.mkdir(parents=True)
    (folders.user / PLACE).symlink_to(elsewhere)
    (folders.user / OTHER).mkdir(parents=True)
    assert set((await folders.install()).values()) == {FileState.CHANGED}
    await async_remove(folders.hass, KIND)
    assert (folders.user / PLACE).is_symlink()
    assert (folders.user / OTHER).is_dir()


async def test_what_is_shipped_no_more_goes_unless_it_was_changed(folders: Folders) -> None:
    third = "custom_sentences/fr/heating_pad.yaml"
    folders.ship(third, "un")
    await folders.install()
    folders.write(third, "à moi")
    del folders.files[OTHER], folders.files[third]
    assert await folders.status() == {
        PLACE: FileState.INSTALLED,
        OTHER: FileState.OUTDATED,
        third: FileState.CHANGED,
    }
    await folders.install()
    assert not (folders.user / OTHER).exists()
    assert folders.text(third) == "à moi"


async def test_what_is_in_use_is_kept_and_can_go_later(folders: Folders) -> None:
    await folders.install()
    assert await async_remove(folders.hass, KIND, keep=[PLACE]) == [PLACE]
    assert folders.text(PLACE) == "one"
    assert not (folders.user / OTHER).exists()
    assert await async_remove(folders.hass, KIND) == []
    assert not (folders.user / PLACE).exists()


async def test_kinds_do_not_touch_each_other(folders: Folders) -> None:
    await folders.install()
    source = folders.shipped / "x"
    source.write_text("x", encoding="utf-8")
    await async_install(folders.hass, "blueprints", {"blueprints/x/y.yaml": source})
    await async_remove(folders.hass, KIND)
    assert folders.text("blueprints/x/y.yaml") == "x"
    assert await async_remove(folders.hass, "blueprints") == []
    assert not (folders.user / "blueprints/x").exists()


@pytest.mark.parametrize(
    "nonsense",
    ["", "[1]", '{"sentences": 3}', '{"sentences": {"a/b": 3, "../../secret.txt": ["x"], "/etc/x": []}}'],
)
async def test_a_damaged_record_makes_no_file_ours(folders: Folders, nonsense: str) -> None:
    await folders.install()
    (record,) = (folders.user / ".storage").glob("heating_pad.installed_files*")
    record.write_text(nonsense, encoding="utf-8")
    folders.ship(PLACE, "two")
    folders.restart()
    assert await folders.status() == {PLACE: FileState.CHANGED, OTHER: FileState.INSTALLED}
    assert await async_remove(folders.hass, KIND) == []
    assert folders.text(PLACE) == "one"


async def test_a_record_cannot_point_outside(folders: Folders) -> None:
    secret = folders.user.parent / "secret.txt"
    secret.write_text("one", encoding="utf-8")
    await folders.install()
    (record,) = (folders.user / ".storage").glob("heating_pad.installed_files*")
    written = json.loads(record.read_bytes())
    written[KIND]["../secret.txt"] = written[KIND][PLACE]
    record.write_text(json.dumps(written), encoding="utf-8")
    folders.restart()
    assert await async_remove(folders.hass, KIND) == []
    assert secret.read_text(encoding="utf-8") == "one"


async def test_a_disk_that_refuses_is_told_and_asking_again_goes_on(folders: Folders) -> None:
    (folders.user / "custom_sentences").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotInstalledError) as refusal:
        await folders.install()
    assert refusal.value.translation_key == "files_not_writable"
    (folders.user / "custom_sentences").unlink()
    assert set((await folders.install()).values()) == {FileState.INSTALLED}
    assert await async_remove(folders.hass, KIND) == []
    assert not (folders.user / PLACE).exists()
