"""Which files `mail` takes for its own, and which of them belong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.readers import mail
from generator.readers.mail.months import order_of

SEPARATOR = "From ada@towns.example Mon Mar  4 09:00:00 2002\n"
HEADER = "From: Ada <ada@towns.example>\nDate: Mon, 4 Mar 2002 09:00:00 +0000\nSubject: Mill\n\nWords.\n"


@pytest.mark.parametrize(
    "head",
    [
        SEPARATOR + HEADER,
        "\ufeff\n" + SEPARATOR + HEADER,
        (SEPARATOR + HEADER).replace("\n", "\r\n"),
        "From - Mon Mar  4 09:00:00 2002\nX-Mozilla-Status: 0001\n",
        "From MAILER-DAEMON Mon Mar  4 09:00:00 2002 +0100\nDate: x\n",
        "From ada Mon Mar  4 09:00 CET 2002\nReceived: x\n",
        "From 1595@xxx Mon Mar 04 09:00:00 +0000 2002\nX-GM-THRID: 1\n",
        "From ada at towns.example  Mon Mar  4 09:00:00 2002\nFrom: ada\n",
        "From a|da @end|ng |rom tow@ns  Mon Mar  4 09:00:00 2002\nFrom: ada\n",
        "From ada Mon, 4 Mar 2002 09:00:00 +0100\nFrom: ada\n",
        "From ada Mon Mar  4 09:00:00 2002 remote from towns\nFrom: ada\n",
        "From ada Mon Mar  4 09:00:00 2002\n>From bo Mon Mar  4 08:00:00 2002\nFrom: ada\n",
        HEADER,
        HEADER.replace("\n", "\r\n"),
        "Return-Path: <a@b>\nReceived: from x\n\tby y\nFROM: a\n\n",
        "Message-ID: <1@x>\nFrom: a\n",
    ],
)
def test_mail_is_claimed(head: str) -> None:
    assert mail.sniff(head.encode(), Path("list"))


@pytest.mark.parametrize(
    "head",
    [
        "From here on, Mon Mar  4 09:00:00 2002\n\nWords.\n",
        "From ada@towns.example Mon Mar  4 09:00:00 2002\nWords.\n",
        "From the archive\nSubject: x\n",
        "From: Ada\nTo: Bo\n\nA letter without a date.\n",
        "From: Ada\nDate: today\nDear Bo, here is no blank line.\n",
        "Dear Bo,\n\n" + HEADER,
        "title: A thread\ncomments: []\n",
        '{"From": "x", "Date": "y"}',
        "  • Ada@towns.example\n    link\n",
        "<?xml version='1.0'?>\n<rss/>",
    ],
)
def test_what_is_no_mail_is_left_alone(head: str) -> None:
    assert not mail.sniff(head.encode(), Path("list.txt"))


@pytest.mark.parametrize(
    ("name", "head", "identity"),
    [
        ("1997.txt", SEPARATOR, "months "),
        ("2016-April.txt.gz", SEPARATOR, "months "),
        ("2016_04.mbox", SEPARATOR, "months "),
        ("2016q2.txt", SEPARATOR, "months "),
        ("20160404.txt", SEPARATOR, "months "),
        ("Mill-2016-04.mbox", SEPARATOR, "months mill-"),
        ("mill_2016_april.mbox", SEPARATOR, "months mill_"),
        ("2016-Summer.txt", SEPARATOR, None),
        ("mill.mbox", SEPARATOR, None),
        ("mill2.mbox", SEPARATOR, None),
        ("12016.mbox", SEPARATOR, None),
        ("letter.eml", HEADER, "mails"),
        ("letter.eml", SEPARATOR, "mails"),
        ("17", HEADER, "mails"),
        ("cur/1015.M1.host", HEADER, "maildir"),
        ("new/1015.M1.host", SEPARATOR, "maildir"),
    ],
)
def test_files_that_belong_together_have_the_same_identity(name: str, head: str, identity: str | None) -> None:
    whole = head + HEADER if head is SEPARATOR else head
    assert mail.identify(whole.encode(), Path("lists", name)) == identity


def test_months_come_in_the_order_of_time() -> None:
    names = ["2015.txt", "2016-January.txt", "2016-April.txt.gz", "2016-12.txt", "2017q1.txt", "2017-April.txt"]
    assert [path.name for path in sorted(map(Path, sorted(names)), key=order_of)] == names
