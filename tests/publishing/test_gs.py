"""Publishing to Google Cloud Storage: a server of its protocol on loopback."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from gcp_storage_emulator.handlers.buckets import create_bucket
from gcp_storage_emulator.server import RequestHandler
from gcp_storage_emulator.storage import Storage

from generator.publishing.manifest import MANIFEST
from tests.publishing.conftest import Publisher, said

BUCKET = "bench"


@pytest.fixture
def bucket(publisher: Publisher) -> Iterator[Storage]:
    storage = Storage(use_memory_fs=True)
    create_bucket(BUCKET, storage)
    server = http.server.HTTPServer(("127.0.0.1", 0), functools.partial(RequestHandler, storage))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    publisher.environment["STORAGE_EMULATOR_HOST"] = f"http://127.0.0.1:{server.server_address[1]}"
    yield storage
    server.shutdown()
    server.server_close()
    thread.join()


def names(storage: Storage) -> set[str]:
    return {file["name"] for file in storage.get_file_list(BUCKET)[0]}


def test_a_bucket_holds_the_site_with_types_and_ages_and_is_kept_up_to_date(
    publisher: Publisher, bucket: Storage
) -> None:
    site = publisher.site.tree()
    assert said(publisher(f"gs://{BUCKET}/forum")) == (len(site), 0, 0)
    assert names(bucket) == {f"forum/{name}" for name in (*site, MANIFEST)}
    for name, data in site.items():
        assert bucket.get_file(BUCKET, f"forum/{name}") == data
    (style,) = (name for name in site if name.startswith("assets/site.") and name.endswith(".css"))
    facts = {name: bucket.get_file_obj(BUCKET, f"forum/{name}") for name in ("index.html", "feed.xml", style)}
    assert {name: (fact["contentType"], fact["cacheControl"]) for name, fact in facts.items()} == {
        "index.html": ("text/html", "public, max-age=300"),  # the server leaves the charset out
        "feed.xml": ("application/atom+xml", "public, max-age=300"),
        style: ("text/css", "public, max-age=31536000, immutable"),
    }
    (publisher.site.path / "output" / "robots.txt").unlink()
    publisher.site.write("-- output/index.html --\nnew\n")
    assert said(publisher(f"gs://{BUCKET}/forum")) == (1, 1, len(site) - 2)
    assert names(bucket) == {f"forum/{name}" for name in (*publisher.site.tree(), MANIFEST)}
    assert bucket.get_file(BUCKET, "forum/index.html") == b"new\n"
