"""A diary as a file: behind a link that only works for a while, or saved where media lie, never in the open."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from homeassistant.components.http import KEY_HASS_USER, HomeAssistantView
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import Context, HomeAssistant, ServiceResponse, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util, slugify
from homeassistant.util.hass_dict import HassKey

from .channels import async_texts
from .const import DOMAIN
from .diary_access import linked_user
from .diary_csv import to_csv
from .diary_html import to_html
from .diary_report import Report, plain, plain_report
from .person import Person

OPEN_FOR = timedelta(minutes=10)
LAST_OPEN_FOR = timedelta(hours=1)
"""Own choice: how long the last table of somebody who was removed can be fetched."""
_KEPT_MOST = 8


class Format(StrEnum):
    """Kinds of files."""

    CSV = "csv"
    JSON = "json"
    PDF = "pdf"
    HTML = "html"


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"


MEDIA_TYPES: Mapping[Format, str] = {
    Format.CSV: "text/csv",
    Format.JSON: "application/json",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants the file."""

    format: Format
    language: str | None
    paper: Paper
    notes: bool
    save: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file that waits to be fetched."""

    name: str
    content: bytes
    media_type: str
    until: datetime
    users: frozenset[str | None]
    """Who may fetch it besides administrators."""
    last: bool = False
    """There is no diary any more to make it of again: nothing else pushes it out."""


_DATA_FILES: HassKey[dict[str, _File]] = HassKey(f"{DOMAIN}_exports")


async def async_export(
    hass: HomeAssistant, person: Person, told: Report, wish: Wish, context: Context
) -> ServiceResponse:
    """Make the file, and return where it is."""
    texts = await async_texts(hass, wish.language)
    content = await hass.async_add_executor_job(_content, told, wish, texts, wish.language or hass.config.language)
    name = _filename(told.name, told.made, wish.format)
    response: dict[str, object] = {
        "filename": name,
        "media_type": MEDIA_TYPES[wish.format],
        "size": len(content),
    }
    if wish.format is not Format.PDF:
        response["content"] = content.decode()
    file = _File(
        name=name,
        content=content,
        media_type=MEDIA_TYPES[wish.format],
        until=dt_util.utcnow() + OPEN_FOR,
        users=frozenset({context.user_id, linked_user(hass, person)} - {None}),
    )
    url = _offer(hass, file)
    if url is not None:
        response |= {"url": url, "open_for_seconds": int(OPEN_FOR.total_seconds())}
    if wish.save:
        response["saved_as"] = await _async_save(hass, file)
    return response  # type: ignore[return-value]  # plain values all


def _content(told: Report, wish: Wish, texts: Mapping[str, str], language: str) -> bytes:
    match wish.format:
        case Format.CSV:
            return to_csv(told.entries, notes=wish.notes).encode()
        case Format.HTML:
            return to_html(told, texts, language=language, notes=wish.notes).encode()
        case Format.PDF:
            # A large library that only this needs.
            from .diary_pdf import to_pdf  # noqa: PLC0415

            return to_pdf(told, texts, paper=wish.paper, notes=wish.notes)
        case Format.JSON:
            values = {
                "person": told.name,
                "start": told.start.isoformat(),
                "end": told.end.isoformat(),
                "report": plain_report(told),
                "entries": [plain(entry, notes=wish.notes) for entry in told.entries],
            }
            return json.dumps(values, indent=1, ensure_ascii=False).encode()


@callback
def _offer(hass: HomeAssistant, file: _File) -> str | None:
    """Keep the file for a while and return its signed address; None without a web server."""
    token = _keep(hass, file)
    return None if token is None else async_sign_path(hass, _path(token), OPEN_FOR)


def _path(token: str) -> str:
    return f"/api/{DOMAIN}/export/{token}"


@callback
def _keep(hass: HomeAssistant, file: _File) -> str | None:
    """Keep the file for a while and return what it can be fetched by; None without a web server."""
    if getattr(hass, "http", None) is None:
        return None
    if _DATA_FILES not in hass.data:
        hass.data[_DATA_FILES] = {}
        hass.http.register_view(_ExportView())
    now = dt_util.utcnow()
    kept = {key: each for key, each in hass.data[_DATA_FILES].items() if each.until > now}
    token = secrets.token_urlsafe(16)
    last = {key: each for key, each in kept.items() if each.last}
    others = [(key, each) for key, each in kept.items() if not each.last]
    hass.data[_DATA_FILES] = last | dict([*others, (token, file)][-_KEPT_MOST:])
    return token


@callback
def keep_last(hass: HomeAssistant, name: str, table: str) -> str | None:
    """Keep the last table of somebody who was removed, in memory and for administrators only."""
    now = dt_util.utcnow()
    file = _File(
        name=_filename(name, now, Format.CSV),
        content=table.encode(),
        media_type=MEDIA_TYPES[Format.CSV],
        until=now + LAST_OPEN_FOR,
        users=frozenset(),
        last=True,
    )
    return _keep(hass, file)


@callback
def last_link(hass: HomeAssistant, token: str) -> tuple[str, str, datetime] | None:
    """Return address, name and end of a last table, None when it is gone."""
    file = hass.data.get(_DATA_FILES, {}).get(token)
    left = timedelta(0) if file is None else file.until - dt_util.utcnow()
    if file is None or left <= timedelta(0):
        return None
    return async_sign_path(hass, _path(token), left), file.name, file.until


@callback
def discard_last(hass: HomeAssistant, token: str) -> None:
    """Let go of a last table."""
    hass.data.get(_DATA_FILES, {}).pop(token, None)


def _filename(name: str, made: datetime, kind: Format) -> str:
    day = dt_util.as_local(made).strftime("%Y-%m-%d")
    # Two diaries must never share a name on the disk.
    return f"{slugify(name) or 'diary'}-{day}-{secrets.token_hex(2)}.{kind}"


class _ExportView(HomeAssistantView):
    """Gives a file to whoever it was made for."""

    url = f"/api/{DOMAIN}/export/{{token}}"
    name = f"api:{DOMAIN}:export"

    async def get(self, request: web.Request, token: str) -> web.Response:
        """Return the file, if it is still there and the caller may have it."""
        hass: HomeAssistant = request.app["hass"]
        file = hass.data[_DATA_FILES].get(token)
        if file is None or file.until < dt_util.utcnow():
            return web.Response(status=HTTPStatus.NOT_FOUND)
        user = request[KEY_HASS_USER]
        if not (user.is_admin or user.id in file.users or user.system_generated):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        return web.Response(
            body=file.content,
            content_type=file.media_type,
            headers={
                "Content-Disposition": f'attachment; filename="{file.name}"',
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )


async def _async_save(hass: HomeAssistant, file: _File) -> str:
    """Save the file among the local media; everybody who sees media sees it there."""
    folder = hass.config.media_dirs.get("local") or next(iter(hass.config.media_dirs.values()), None)
    if folder is None:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="no_media_folder")
    path = Path(folder) / DOMAIN / file.name
    try:
        await hass.async_add_executor_job(_save, path, file.content)
    except OSError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="export_not_saved",
            translation_placeholders={"reason": err.strerror or str(err)},
        ) from err
    return str(path)


def _save(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
