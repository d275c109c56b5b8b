"""A private Mosquitto broker on a loopback port."""

import asyncio
import contextlib
import fcntl
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CACHE = REPOSITORY / ".cache" / "mosquitto"
LOOPBACK = "127.0.0.1"
START_TIMEOUT_S = 15
STOP_TIMEOUT_S = 10

MISSING = """\
The end-to-end tests need the Mosquitto MQTT broker and could not get it.
Install it (Debian, Ubuntu: `apt install mosquitto`; macOS: `brew install mosquitto`) and run them again.
What was tried: {tried}"""


class BrokerMissingError(RuntimeError):
    """No Mosquitto on this machine and none could be unpacked."""


class BrokerStartError(RuntimeError):
    """Mosquitto ended instead of listening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executable:
    """The broker's program and the folders of the libraries unpacked with it."""

    path: Path
    libraries: tuple[Path, ...] = ()

    def environment(self) -> dict[str, str]:
        """Environment in which the program finds its libraries."""
        environment = dict(os.environ)
        if self.libraries:
            environment["LD_LIBRARY_PATH"] = os.pathsep.join(map(str, self.libraries))
        return environment


class Broker:
    """One broker process that keeps its port over stop, kill and start."""

    def __init__(self, folder: Path, *, persistence: bool = False) -> None:
        """Prepare a broker whose files live in `folder`."""
        self.host = LOOPBACK
        self.port = free_port()
        self._folder = folder
        self._persistence = persistence
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start and wait until it accepts connections."""
        program = await asyncio.to_thread(find_mosquitto)
        self._folder.mkdir(parents=True, exist_ok=True)
        config = self._folder / "mosquitto.conf"
        config.write_text(self._configuration(), encoding="utf-8")
        with self.log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                program.path, "-c", config, stdout=log, stderr=log, env=program.environment()
            )
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                await self._accepting(self._process)
        except TimeoutError:
            await self.kill()
            message = f"Mosquitto does not accept connections:\n{self.log()}"
            raise BrokerStartError(message) from None

    async def stop(self) -> None:
        """End it in order; clients see their connections close."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_TIMEOUT_S):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
        self._process = None

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        self._process = None

    @property
    def log_path(self) -> Path:
        """File that collects what the broker said."""
        return self._folder / "mosquitto.log"

    def log(self) -> str:
        """All it said so far."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def _configuration(self) -> str:
        lines = [
            f"listener {self.port} {self.host}",
            "allow_anonymous true",
            "log_dest stderr",
            "log_timestamp_format %Y-%m-%dT%H:%M:%S",
            # As root the broker would change to a user that is not there or cannot write in our folder.
            f"user {pwd.getpwuid(os.geteuid()).pw_name}",
            f"persistence {str(self._persistence).lower()}",
        ]
        if self._persistence:
            lines.append(f"persistence_location {self._folder}/")
        return "\n".join([*lines, ""])

    async def _accepting(self, process: asyncio.subprocess.Process) -> None:
        while True:
            if process.returncode is not None:
                message = f"Mosquitto ended with {process.returncode}:\n{self.log()}"
                raise BrokerStartError(message)
            try:
                _, writer = await asyncio.open_connection(self.host, self.port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            await writer.wait_closed()
            return


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def find_mosquitto() -> Executable:
    """The installed broker, else one unpacked into the cache folder; raises `BrokerMissingError`."""
    installed = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if installed:
        return Executable(path=Path(installed))
    with _locked(CACHE):
        unpacked = _unpacked()
        if unpacked is None:
            _unpack()
            unpacked = _unpacked()
    if unpacked is None:
        raise BrokerMissingError(MISSING.format(tried="the unpacked package holds no program"))
    return unpacked


def _unpacked() -> Executable | None:
    root = CACHE / "root"
    program = root / "usr" / "sbin" / "mosquitto"
    if not program.is_file():
        return None
    folders = {library.parent for library in root.rglob("*.so*")}
    return Executable(path=program, libraries=tuple(sorted(folders)))


def _unpack() -> None:
    """Fetch the package and the libraries this machine lacks, with apt but without root, and unpack them."""
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise BrokerMissingError(MISSING.format(tried="there is no apt on this machine"))
    error = _fetch([])
    if error is not None:
        own_error = _fetch(_own_lists())
        if own_error is not None:
            tried = f"the machine's package lists ({error}), lists of our own ({own_error})"
            raise BrokerMissingError(MISSING.format(tried=tried))
    partial = CACHE / "partial"
    shutil.rmtree(partial, ignore_errors=True)
    for package in sorted((CACHE / "packages").glob("*.deb")):
        _run(["dpkg", "-x", str(package), str(partial)])
    shutil.rmtree(CACHE / "root", ignore_errors=True)
    partial.rename(CACHE / "root")
    for scratch in ("packages", "apt"):
        shutil.rmtree(CACHE / scratch, ignore_errors=True)


def _fetch(options: list[str]) -> str | None:
    """Download with these apt options; the reason when it did not work."""
    apt = ["apt-get", *options]
    if options:
        # Its own complaint is worth less than the one of the steps that need the lists.
        _run([*apt, "update"])
    planned = _run([*apt, "--simulate", "--no-install-recommends", "install", "mosquitto"])
    if planned.returncode:
        return _last_line(planned)
    names = [line.split()[1] for line in planned.stdout.splitlines() if line.startswith("Inst ")]
    packages = CACHE / "packages"
    shutil.rmtree(packages, ignore_errors=True)
    packages.mkdir(parents=True)
    fetched = _run([*apt, "download", *names], folder=packages)
    return _last_line(fetched) if fetched.returncode else None


def _own_lists() -> list[str]:
    """Options that keep apt's lists and cache in our folder; sources and installed packages stay the machine's."""
    state, cache = CACHE / "apt" / "state", CACHE / "apt" / "cache"
    for folder in (state / "lists" / "partial", cache / "archives" / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State": state,
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": cache,
        "Acquire::Languages": "none",
        "Acquire::Retries": "2",
        # apt's own user cannot write in our folder when root runs this.
        "APT::Sandbox::User": "root",
        "Debug::NoLocking": "true",
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def _run(command: list[str], *, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    return subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=180, cwd=folder, env=environment
    )


def _last_line(result: subprocess.CompletedProcess[str]) -> str:
    lines = (result.stderr or result.stdout).strip().splitlines()
    return lines[-1] if lines else f"exit {result.returncode}"


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one test process at a time fill the cache."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
