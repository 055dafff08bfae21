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
from urllib.parse import parse_qsl, urlsplit

import msgspec

from generator.errors import SettingsError
from generator.mediatypes import media_type
from generator.serving.answers import PAGES, Answer, answer, index_version
from generator.serving.injection import PREFIX, with_reload
from generator.serving.news import News, State

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
            name, _, query = self.path.removeprefix(PREFIX).partition("?")
            self._own(name, query)
        else:
            self._page()

    def _page(self) -> None:
        found = self._found(self.path, self.server.served.news.state)
        data = found.data
        if found.is_page:
            data = with_reload(data, found.version, index_version(self.server.served.root))
        self._send(found.status, data, found.kind, found.elsewhere)

    def _own(self, name: str, query: str) -> None:
        if name == "events":
            self._events(dict(parse_qsl(query)).get("page", "/"))
        elif name in ("reload.js", "overlay.css"):
            self._send(HTTPStatus.OK, (PAGES / name).read_bytes(), media_type(name))
        else:
            self._send(HTTPStatus.NOT_FOUND, b"There is no such page here.\n", "text/plain")

    def _events(self, page: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        news = self.server.served.news
        known: State | None = None
        told = b""
        with news.following(self._found(page, news.state).name):
            while self.command == "GET":
                state = news.after(known, PATIENCE)
                known = state or known
                event = self._event(page, state) if state else told
                self.wfile.write(b": no news\n\n" if event == told else b"data: %s\n\n" % event)
                told = event

    def _event(self, page: str, state: State) -> bytes:
        """What the page may know, as JSON."""
        root = self.server.served.root
        version = self._found(page, state).version
        return msgspec.json.encode({"version": version, "index": index_version(root), "mistakes": state.mistakes})

    def _found(self, target: str, state: State) -> Answer:
        return answer(self.server.served.root, self.server.served.base, state, target)

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
