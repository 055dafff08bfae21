"""Publishing to S3: a server of its protocol on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from generator.publishing.manifest import MANIFEST
from tests.publishing.conftest import Publisher, said

KEYS = {"AWS_ACCESS_KEY_ID": "me", "AWS_SECRET_ACCESS_KEY": "secret"}


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, publisher: Publisher, request: pytest.FixtureRequest) -> Any:
    publisher.environment.update(
        KEYS, AWS_DEFAULT_REGION="us-east-1", AWS_ENDPOINT_URL=endpoint, AWS_EC2_METADATA_DISABLED="true"
    )
    session = boto3.Session(*KEYS.values(), region_name="us-east-1")
    bucket = session.resource("s3", endpoint_url=endpoint).Bucket(request.node.name.replace("_", "-")[:60].strip("-"))
    bucket.create()
    return bucket


def test_a_bucket_holds_the_site_with_types_and_ages(publisher: Publisher, bucket: Any) -> None:
    site = publisher.site.tree()
    assert said(publisher(f"s3://{bucket.name}/forum")) == (len(site), 0, 0)
    objects = {one.key: one.get() for one in bucket.objects.all()}
    assert {key: one["Body"].read() for key, one in objects.items() if MANIFEST not in key} == {
        f"forum/{name}": data for name, data in site.items()
    }
    facts = {key.removeprefix("forum/"): (one["ContentType"], one["CacheControl"]) for key, one in objects.items()}
    (style,) = (name for name in site if name.startswith("assets/site.") and name.endswith(".css"))
    assert facts["index.html"] == ("text/html; charset=utf-8", "public, max-age=300")
    assert facts["feed.xml"] == ("application/atom+xml", "public, max-age=300")
    assert facts[style] == ("text/css; charset=utf-8", "public, max-age=31536000, immutable")
    assert facts["town/bench/thread.json"] == ("application/json", "public, max-age=300")


def test_only_what_changed_is_sent_and_strange_objects_stay(publisher: Publisher, bucket: Any) -> None:
    publisher(f"s3://{bucket.name}")
    bucket.put_object(Key="mine.txt", Body=b"mine")
    bucket.Object("feed.xml").delete()
    (publisher.site.path / "output" / "robots.txt").unlink()
    site = publisher.site.tree()
    assert said(publisher(f"s3://{bucket.name}")) == (1, 1, len(site) - 1)
    assert {one.key for one in bucket.objects.all()} == {*site, "mine.txt", MANIFEST}
    assert said(publisher(f"s3://{bucket.name}")) == (0, 0, len(site))


def test_a_bucket_with_other_objects_is_refused(publisher: Publisher, bucket: Any) -> None:
    bucket.put_object(Key="mine.txt", Body=b"mine")
    outcome = publisher(f"s3://{bucket.name}")
    hint = "name an empty place, or add --adopt to leave them there and publish beside them"
    assert outcome.err == f"error: s3://{bucket.name}: files lie there that Moothall did not publish ({hint})\n"


def test_a_bucket_that_is_not_there_is_an_error(publisher: Publisher, bucket: Any) -> None:
    outcome = publisher("s3://nowhere/forum")
    assert outcome.err == "error: s3://nowhere/forum: there is no such bucket or folder (create it first)\n"
    assert outcome.code == 1


def test_no_credentials_are_an_error(publisher: Publisher, bucket: Any) -> None:
    for name in KEYS:
        del publisher.environment[name]
    outcome = publisher(f"s3://{bucket.name}")
    hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    assert outcome.err == f"error: s3://{bucket.name}: no credentials were found ({hint})\n"


def test_a_server_that_does_not_answer_is_an_error(publisher: Publisher, bucket: Any) -> None:
    outcome = publisher(f"s3://{bucket.name}", AWS_ENDPOINT_URL="http://127.0.0.1:9", AWS_MAX_ATTEMPTS="1")
    hint = "publish again: only what is missing will be sent"
    assert outcome.err == f"error: s3://{bucket.name}: nothing answers there ({hint})\n"
