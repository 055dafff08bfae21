"""A web server for one reader: the site as static hosts serve it, and news of the next build.

HTTP/1.1 after RFC 9110; news go as server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from generator.errors import SettingsError
from generator.mediatypes import media_type
from generator.serving.injection import PREFIX, with_reload
from generator.serving.news import News, State
from generator.serving.places import find

PAGES = Path(__file__).parent / "pages"
"""What only this server has."""
PATIENCE = 15.0
"""Seconds after which a page that waits for news hears that there are none, so that one that has gone is noticed."""


@dataclass(frozen=True, slots=True)
class Served:
    """What is served."""

    root: Path
    """The built site; may be absent."""
    base: str
    """Where it begins, like `/` or `/forum/`."""
    news: News
    """What pages are told."""


class SiteServer(ThreadingHTTPServer):
    """Listens once it is made. Raises SettingsError where it cannot."""

    daemon_threads = True

    def __init__(self, host: str, port: int, served: Served) -> None:
        self.served = served
        self.open_to_others = not _is_loopback(host)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), _Handler)
        except OverflowError as cause:
            raise SettingsError(f"--port takes a number up to 65535, not {port}") from cause
        except OSError as cause:
            hint = "name another with --port" if host_is_fine(cause) else "name an address of this machine with --host"
            raise SettingsError(f"cannot listen on {host}, port {port}: {cause.strerror}", hint=hint) from cause

    @property
    def url(self) -> str:
        """The address of the home page."""
        host, port = self.server_address[:2]
        name = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}{self.served.base}"


def host_is_fine(error: OSError) -> bool:
    """Whether it was the port that could not be had."""
    return not isinstance(error, socket.gaierror) and "assign" not in (error.strerror or "")


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or a browser waits 40 ms for the body, which is written after the head
    server_version = "moothall"
    sys_version = ""

    def do_GET(self) -> None:
        with contextlib.suppress(ConnectionError):
            self._answer()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:  # the terminal is for builds
        pass

    def _answer(self) -> None:
        if not self._is_asked_by_its_name():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"This server has another name.\n", "text/plain")
        elif self.path.startswith(PREFIX):
            self._own(self.path.partition("?")[0].removeprefix(PREFIX))
        else:
            self._page()

    def _page(self) -> None:
        served = self.server.served
        version = served.news.state.version  # before the file is read: a page may be older than it thinks, never newer
        place = find(served.root, served.base, self.path)
        if place.elsewhere is not None:
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", place.elsewhere)
        elif place.file is not None:
            self._file(HTTPStatus.OK, place.file, version)
        elif (served.root / "404.html").is_file():
            self._file(HTTPStatus.NOT_FOUND, served.root / "404.html", version)
        else:
            self._file(HTTPStatus.SERVICE_UNAVAILABLE, PAGES / "waiting.html", version)

    def _file(self, status: HTTPStatus, path: Path, version: str) -> None:
        try:
            data = path.read_bytes()
        except FileNotFoundError:  # the site was swapped since it was found
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, b"Try again.\n", "text/plain")
            return
        kind = media_type(path.name)
        self._send(status, with_reload(data, version) if kind.startswith("text/html") else data, kind)

    def _own(self, name: str) -> None:
        if name == "events":
            self._events()
        elif name in ("reload.js", "overlay.css"):
            self._send(HTTPStatus.OK, (PAGES / name).read_bytes(), media_type(name))
        else:
            self._send(HTTPStatus.NOT_FOUND, b"There is no such page here.\n", "text/plain")

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        known: State | None = None
        while self.command == "GET":
            state = self.server.served.news.after(known, PATIENCE)
            known = state or known
            self.wfile.write(b"data: %s\n\n" % msgspec.json.encode(state) if state else b": no news\n\n")

    def _send(self, status: HTTPStatus, data: bytes, kind: str, location: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def _is_asked_by_its_name(self) -> bool:
        """Whether a browser means this machine; else a page of a stranger whose name leads here could read the site."""
        try:
            host = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        except ValueError:
            return False
        return self.server.open_to_others or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
