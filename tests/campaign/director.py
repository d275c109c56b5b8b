"""Makes an episode happen: on the ground, and in whatever Home Assistant stands on it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from tests.campaign.episode import Episode, Happening
from tests.campaign.ground import Fault, Ground
from tests.campaign.observer import Observer, Setup


class Process(Protocol):
    """Home Assistant with the integration, light or real; each call takes effect while seconds pass."""

    @property
    def running(self) -> bool:
        """It runs, and can be asked for something."""

    def request(self, kind: str, values: dict[str, Any]) -> None:
        """Somebody asks the pad for something."""

    def foreign_call(self, *, on: bool) -> None:
        """Somebody switches the plug in Home Assistant."""

    def kill(self) -> None:
        """End it as `kill -9` does."""

    def shut_down(self) -> None:
        """End it in order."""

    def boot(self, *, plug_after_s: float, started_after_s: float, restored: bool) -> None:
        """Start it again."""

    def reload(self) -> None:
        """Reload the pad's entry."""

    def unload(self) -> None:
        """Unload (disable) the entry."""

    def remove(self) -> None:
        """Remove the entry."""

    def add(self) -> None:
        """Set up a removed or unloaded entry."""

    def change_options(self, options: dict[str, Any]) -> None:
        """Change the pad's options."""

    def rename_plug(self) -> None:
        """Give the plug's entity another name."""

    def remove_plug(self) -> None:
        """Take the plug's entity away."""

    def return_plug(self) -> None:
        """Bring it back."""

    def disk_full(self, *, full: bool) -> None:
        """Fill the disk, or make room."""

    def disk_slow(self, seconds: float) -> None:
        """Let each write take so long."""

    def backup(self) -> None:
        """Copy the records."""

    def restore_backup(self) -> bool:
        """Put the copies back; False when there are none."""

    def corrupt(self, how: int) -> bool:
        """Damage the record; False when there is none."""


def setup_of(episode: Episode, *, armed: bool) -> Setup:
    """Say what the observer may know of an episode's pad."""
    return Setup(
        sensor=episode.sensor,
        inside=episode.data.get("sensor_placement") == "inside",
        meter=episode.meter,
        electronic=episode.data.get("controller") == "electronic",
        armed=armed,
        unattended_confirms=episode.options.get("unattended_start", "confirm") != "allow",
        adopts=episode.options.get("adopt") is True,
    )


class Director:
    """Calls each happening at its second."""

    def __init__(self, episode: Episode, ground: Ground, observer: Observer, process: Process) -> None:
        self.episode = episode
        self.ground = ground
        self.observer = observer
        self.process = process
        self._left = list(reversed(episode.happenings))
        self._backup = False

    def direct(self, second: int) -> None:
        """Let happen what is due."""
        left = self._left
        while left and left[-1].at_s <= second:
            self._happen(left.pop())

    def _happen(self, happening: Happening) -> None:
        values = happening.values
        ground = self.ground
        match happening.what:
            case "press":
                self.observer.tell(f"press {'on' if values['on'] else 'off'}")
                self.observer.foreign_s = ground.true_s
                self.observer.ours = False
                ground.press(on=values["on"])
            case "plug":
                ground.set_available(**values)
            case "attributes":
                ground.attributes = dict(values)
                ground.show_plug()
            case "link":
                for key, value in values.items():
                    setattr(ground.link, key, value)
                self.observer.tell(f"link {values}")
            case "fail":
                self.observer.tell(f"fails: {values['fault']}")
                if values["fault"] in ("relay_stuck_on", "plug_ignores_off"):
                    self.observer.broken_relay = True
                ground.pad.fail(Fault(values["fault"]))
            case "mend":
                self.observer.tell(f"mended: {values['fault']}")
                ground.pad.mend(Fault(values["fault"]))
            case "mains_lost":
                ground.lose_mains()
            case "mains_back":
                self.observer.ours = False
                ground.mains_back(on=values["on"])
            case "thermometer" | "thermometer_mended" | "meter" | "meter_mended":
                self._sensor(happening)
            case "clock_step" | "clock_1970" | "clock_true" | "suspend" | "machine_restart":
                self._clock(happening)
            case _:
                self._process(happening)

    def _sensor(self, happening: Happening) -> None:
        instrument = self.ground.thermometer if "thermometer" in happening.what else self.ground.meter
        self.observer.tell(f"{happening.what} {happening.values}")
        if happening.what == "thermometer":
            self.observer.honest = False
        instrument.silent, instrument.says, instrument.frozen = False, None, None
        instrument.offset, instrument.factor = 0.0, 1.0
        for key, value in happening.values.items():
            setattr(instrument, key, instrument.shown if key == "frozen" else value)
        text = instrument.says
        if text is not None and text in ("unavailable", "unknown"):
            self.ground.show_instrument(instrument, text)

    def _clock(self, happening: Happening) -> None:
        ground = self.ground
        self.observer.tell(f"{happening.what} {happening.values}")
        match happening.what:
            case "clock_step":
                moved_s = ground.set_wall(ground.now().wall + timedelta(seconds=happening.values["seconds"]))
            case "clock_1970":
                moved_s = ground.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
            case "clock_true":
                moved_s = ground.set_wall(ground.now().wall - ground.wall_offset)
            case "machine_restart":
                ground.boot_id += "x"
                self.observer.machine_restarted()
                return
            case _:
                ground.suspend(happening.values["seconds"])
                self.observer.woke()
                return
        self.observer.wall_moved(moved_s)

    def _process(self, happening: Happening) -> None:
        process, values = self.process, happening.values
        match happening.what:
            case "boot":
                if not process.running:
                    process.boot(**values)
            case "disk_full":
                self.observer.disk_full = values["full"]
                self.observer.disk_trouble_s = self.ground.true_s
                self.observer.tell(f"disk full: {values['full']}")
                process.disk_full(**values)
            case "disk_slow":
                self.observer.disk_slow_s = values["seconds"]
                self.observer.disk_trouble_s = self.ground.true_s
                process.disk_slow(**values)
            case "backup":
                process.backup()
            case "restore_backup" | "corrupt" if not process.running:
                done = process.corrupt(values["how"]) if happening.what == "corrupt" else process.restore_backup()
                if done:
                    self.observer.tampered(happening.what)
            case _ if not process.running:
                return
            case "options":
                self.observer.setup = setup_of(
                    _with_options(self.episode, values["options"]), armed=self.observer.setup.armed
                )
                process.change_options(values["options"])
            case "foreign_call":
                self.observer.tell(f"somebody switches the plug {'on' if values['on'] else 'off'} in Home Assistant")
                self.observer.foreign_s = self.ground.true_s
                self.observer.ours = False
                process.foreign_call(on=values["on"])
            case "kill" | "shut_down" | "reload" | "unload" | "remove" | "add" | "rename_plug":
                self.observer.tell(happening.what)
                getattr(process, happening.what)()
            case "remove_plug" | "return_plug":
                self.observer.tell(happening.what)
                getattr(process, happening.what)()
            case "start" | "stop" | "extend" | "pause" | "resume" | "confirm" | "acknowledge" | "goal" | "level":
                process.request(happening.what, values)


def _with_options(episode: Episode, options: dict[str, Any]) -> Episode:
    return replace(episode, options=options)
