"""What is shown of addresses."""

from __future__ import annotations

import pytest

from generator.publishing.addresses import without_secrets

CASES = {
    "sftp://me:secret@host/www": "sftp://me@host/www",
    "sftp://me@host/www": "sftp://me@host/www",
    "git+https://token@host/a.git#b": "git+https://host/a.git#b",
    "git+https://me:token@host/a.git": "git+https://host/a.git",
    "fatal: unable to access 'https://me:token@host/a.git/': no": "fatal: unable to access 'https://host/a.git/': no",
    "git+git@host:me/site.git": "git+git@host:me/site.git",
    "s3://bucket/a@b": "s3://bucket/a@b",
    "https://host/a@b https://me@host/": "https://host/a@b https://host/",
    "../www": "../www",
}


@pytest.mark.parametrize(("address", "shown"), CASES.items(), ids=range(len(CASES)))
def test_no_secret_is_shown(address: str, shown: str) -> None:
    assert without_secrets(address) == shown
