"""A lean configuration folder: onboarding done, an owner with a token, a fixed port, nothing from the internet."""

import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt

from .mosquitto import LOOPBACK, REPOSITORY, free_port

CONFIGURATION = """\
homeassistant:
  name: End to end
  time_zone: Europe/Berlin
  unit_system: metric
  country: DE
  language: en
  latitude: 52.5
  longitude: 13.4
  elevation: 34
  internal_url: http://{host}:{port}
config:
logger:
  default: warning
  logs:
    custom_components.heating_pad: debug
repairs:
system_log:
  fire_event: true
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where and as whom to reach the process."""

    host: str
    port: int
    token: str

    @property
    def url(self) -> str:
        """Address without a trailing slash."""
        return f"http://{self.host}:{self.port}"


def write_configuration(folder: Path, *, extra_yaml: str = "") -> Access:
    """Make a folder Home Assistant can start on."""
    port = free_port()
    storage = folder / ".storage"
    storage.mkdir(parents=True)
    components = folder / "custom_components"
    components.mkdir()
    (components / "heating_pad").symlink_to(REPOSITORY / "custom_components" / "heating_pad")
    (folder / "configuration.yaml").write_text(
        CONFIGURATION.format(host=LOOPBACK, port=port) + extra_yaml, encoding="utf-8"
    )
    _write(storage, "onboarding", 4, {"done": ["user", "core_config", "analytics", "integration"]})
    _write(storage, "http", 3, _http(port))
    auth, token = _auth()
    _write(storage, "auth", 1, auth)
    return Access(host=LOOPBACK, port=port, token=token)


def _write(storage: Path, key: str, version: int, data: dict[str, Any]) -> None:
    body = {"version": version, "minor_version": 1, "key": key, "data": data}
    (storage / key).write_text(json.dumps(body, indent=2), encoding="utf-8")


def _http(port: int) -> dict[str, Any]:
    """The port as a settled one: in YAML it would be on trial and need a confirmation."""
    return {
        "stable": {
            "server_port": port,
            "server_host": [LOOPBACK],
            "cors_allowed_origins": [],
            "login_attempts_threshold": -1,
            "ip_ban_enabled": True,
            "ssl_profile": "intermediate_v6",
            "use_x_frame_options": True,
            "created_at": datetime.now(UTC).isoformat(),
            "error": None,
            "error_message": None,
        },
        "pending": None,
        "yaml_migration_done": True,
    }


def _auth() -> tuple[dict[str, Any], str]:
    """One active owner, as a person would be, and a long-lived token of hers."""
    user_id, token_id = uuid.uuid4().hex, uuid.uuid4().hex
    key, now, life = secrets.token_hex(64), datetime.now(UTC), timedelta(days=365)
    token = jwt.encode({"iss": token_id, "iat": now, "exp": now + life}, key, algorithm="HS256")
    groups = [
        {"id": "system-admin", "name": "Administrators"},
        {"id": "system-users", "name": "Users"},
        {"id": "system-read-only", "name": "Read Only"},
    ]
    user = {
        "id": user_id,
        "group_ids": ["system-admin"],
        "is_owner": True,
        "is_active": True,
        "name": "Ada",
        "system_generated": False,
        "local_only": False,
    }
    refresh_token = {
        "id": token_id,
        "user_id": user_id,
        "client_id": None,
        "client_name": "End to end",
        "client_icon": None,
        "token_type": "long_lived_access_token",
        "created_at": now.isoformat(),
        "access_token_expiration": life.total_seconds(),
        "token": secrets.token_hex(64),
        "jwt_key": key,
        "last_used_at": None,
        "last_used_ip": None,
        "expire_at": None,
        "credential_id": None,
        "version": None,
    }
    return {"users": [user], "groups": groups, "credentials": [], "refresh_tokens": [refresh_token]}, token
