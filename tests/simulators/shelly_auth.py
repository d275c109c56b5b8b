"""The digest a Shelly plug with a password asks for, over HTTP and inside RPC frames (SHA-256, RFC 7616)."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

USER = "admin"


@dataclass(slots=True)
class Digest:
    """Challenges one plug has given, and the answers it accepts."""

    realm: str
    password: str
    _nonces: set[str] = field(default_factory=set)

    def challenge_text(self) -> str:
        """Text of the error 401 in an RPC frame."""
        nonce = self._nonce()
        body = {"auth_type": "digest", "nonce": int(nonce), "nc": 1, "realm": self.realm, "algorithm": "SHA-256"}
        return json.dumps(body)

    def challenge_header(self) -> str:
        """Header of the answer 401 over HTTP."""
        return f'Digest qop="auth", realm="{self.realm}", nonce="{self._nonce()}", algorithm=SHA-256'

    def accepts_frame(self, given: dict[str, Any] | None) -> bool:
        """Check what an RPC frame brings along."""
        return given is not None and self._accepts(given, "dummy_method:dummy_uri")

    def accepts_header(self, header: str, method: str) -> bool:
        """Check the header of an HTTP request."""
        if not header.startswith("Digest "):
            return False
        pairs = re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', header)
        given = {name: quoted or plain for name, quoted, plain in pairs}
        return self._accepts(given, f"{method}:{given.get('uri', '')}")

    def _nonce(self) -> str:
        nonce = str(secrets.randbits(31))
        self._nonces.add(nonce)
        return nonce

    def _accepts(self, given: dict[str, Any], what: str) -> bool:
        nonce = str(given.get("nonce"))
        if nonce not in self._nonces or given.get("username") != USER:
            return False
        secret = _hash(f"{USER}:{self.realm}:{self.password}")
        wanted = _hash(f"{secret}:{nonce}:{given.get('nc')}:{given.get('cnonce')}:auth:{_hash(what)}")
        return secrets.compare_digest(wanted, str(given.get("response")))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
