"""The pages about debates: home, topics, people, the archive by month, search, and the page for what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from urllib.parse import urlsplit

from generator.debate import Entry
from generator.model import Timestamp
from generator.render.site import Page, Site, render_layout, render_page
from generator.render.words import Words
from generator.urls import slug, topic_path

PEOPLE = 2000
"""People the page of people names; it says how many more there are."""
DEBATES_EACH = 5
"""Debates it names for each."""
SUGGESTIONS = 200
"""People, topics and folders that the search page suggests, of each."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and its debates."""

    name: str
    """As the first debate has it."""
    path: str
    """The address of its page."""
    entries: tuple[Entry, ...]
    """Newest talk first."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone and their part in the whole site."""

    handle: str
    """Their identity."""
    name: str
    """As shown."""
    comments: int
    """Comments and opening posts of theirs."""
    debates: tuple[tuple[Entry, int], ...]
    """The debates they took part in most, with the number of comments in each."""
    others: int
    """Further debates."""


@dataclass(frozen=True, slots=True)
class Month:
    """The debates that began in one month, or at some time in a year."""

    name: str
    """`July 2023`, or `Some time in 2023` for those dated to the year alone."""
    anchor: str
    """Its id in the page of its year."""
    entries: tuple[Entry, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Year:
    """The debates that began in one year."""

    name: str
    """`2023`, or `Undated`."""
    path: str
    """The address of its page."""
    months: tuple[Month, ...]
    """In order."""
    dated: bool
    """Whether it is a year at all."""

    @property
    def total(self) -> int:
        """Debates in the year."""
        return sum(len(month.entries) for month in self.months)


def render_lists(entries: Sequence[Entry], site: Site, manifest: str) -> Iterator[tuple[str, bytes]]:
    """Every page that is not a debate's; `manifest` is where the search index begins."""
    latest = newest_first(entries)
    topics = _topics(latest)
    yield from _home(latest, topics, site)
    yield from _topic_pages(topics, site)
    yield from _people_page(entries, site)
    yield from _archive(entries, site)
    yield from _search(entries, topics, site, manifest)
    yield "404.html", not_found_page(site)


def not_found_page(site: Site) -> bytes:
    """The page that stands for addresses of any depth at which there is nothing."""
    page = Page("404.html", site.words.text("not_found"), noindex=True)
    return render_page(site, "404.html", page, root=_absolute_root(site))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """The entries by their latest comment; undated ones last, by address."""
    return sorted(entries, key=lambda entry: (-_moment(entry.latest), entry.path))


def _home(latest: Sequence[Entry], topics: Sequence[Topic], site: Site) -> Iterator[tuple[str, bytes]]:
    shown = latest[: site.settings.home_debates]
    page = Page("", "", site.settings.description, section="debates")
    yield (
        "index.html",
        render_page(
            site,
            "home.html",
            page,
            entries=shown,
            more=len(latest) - len(shown),
            topics=topics,
            totals={
                "debates": len(latest),
                "comments": sum(entry.comments for entry in latest),
                "people": len({person.handle for entry in latest for person in entry.people}),
            },
            years=list(_years(latest, site.words)),
        ),
    )


def _topics(latest: Sequence[Entry]) -> list[Topic]:
    """All topics, those with most debates first."""
    names: dict[str, str] = {}
    members: dict[str, list[Entry]] = {}
    for entry in latest:
        for key, name in {slug(name): name for name in entry.topics}.items():
            names.setdefault(key, name)
            members.setdefault(key, []).append(entry)
    topics = [Topic(name, topic_path(name), tuple(members[key])) for key, name in names.items()]
    return sorted(topics, key=lambda topic: (-len(topic.entries), topic.path))


def _topic_pages(topics: Sequence[Topic], site: Site) -> Iterator[tuple[str, bytes]]:
    say = site.words.text
    page = Page("topics/", say("topics"), say("topics_about"), section="topics")
    yield "topics/index.html", render_page(site, "topics.html", page, topics=topics)
    for topic in topics:
        page = Page(
            topic.path, say("topic_title", topic=topic.name), say("topic_about", topic=topic.name), section="topics"
        )
        yield f"{topic.path}index.html", render_page(site, "topic.html", page, topic=topic)


def _people_page(entries: Sequence[Entry], site: Site) -> Iterator[tuple[str, bytes]]:
    names: dict[str, str] = {}
    parts: dict[str, list[tuple[Entry, int]]] = {}
    for entry in entries:
        for person in entry.people:
            names.setdefault(person.handle, person.name)
            parts.setdefault(person.handle, []).append((entry, person.comments))
    people = [_person(handle, names[handle], debates) for handle, debates in parts.items()]
    people.sort(key=lambda person: (-person.comments, person.handle.casefold(), person.handle))
    page = Page("people/", site.words.text("people"), site.words.text("people_about"), section="people")
    html = render_page(site, "people.html", page, people=people[:PEOPLE], more=max(len(people) - PEOPLE, 0))
    yield "people/index.html", html


def _person(handle: str, name: str, debates: list[tuple[Entry, int]]) -> Person:
    most = sorted(debates, key=lambda part: (-part[1], part[0].path))
    comments = sum(number for _, number in debates)
    return Person(handle, name, comments, tuple(most[:DEBATES_EACH]), len(most[DEBATES_EACH:]))


def _archive(entries: Sequence[Entry], site: Site) -> Iterator[tuple[str, bytes]]:
    say = site.words.text
    years = list(_years(entries, site.words))
    page = Page("archive/", say("archive"), say("archive_about"), section="archive")
    yield "archive/index.html", render_page(site, "archive.html", page, years=years)
    for year in years:
        about = say("year_about", year=year.name) if year.dated else say("undated_about")
        page = Page(year.path, say("archive_title", year=year.name), about, section="archive")
        yield f"{year.path}index.html", render_page(site, "year.html", page, year=year)


def _search(
    entries: Sequence[Entry], topics: Sequence[Topic], site: Site, manifest: str
) -> Iterator[tuple[str, bytes]]:
    """The search page, and the file by which other pages find the index, whose names change with what it holds."""
    comments: Counter[str] = Counter()
    for entry in entries:
        comments.update({person.handle: person.comments for person in entry.people})
    people = sorted(comments, key=lambda handle: (-comments[handle], handle))
    page = Page("search/", site.words.text("search"), site.words.text("search_about"), section="search")
    html = render_page(
        site,
        "search.html",
        page,
        manifest=manifest,
        people=people[:SUGGESTIONS],
        topics=[topic.name for topic in topics[:SUGGESTIONS]],
        folders=_folders(entries)[:SUGGESTIONS],
    )
    yield "search/index.html", html
    yield "search/index.js", render_layout(site, "search-index.js", manifest=manifest).encode()


def _folders(entries: Sequence[Entry]) -> list[str]:
    """What debates lie in, as `in:` takes it: those with most debates first."""
    folders = Counter(entry.path.rstrip("/").rpartition("/")[0] for entry in entries)
    return sorted(filter(None, folders), key=lambda folder: (-folders[folder], folder))


def _years(entries: Iterable[Entry], words: Words) -> Iterator[Year]:
    """The years, newest first, then what is undated."""
    ordered = sorted(entries, key=lambda entry: (_month_key(entry), _moment(entry.started), entry.path))
    grouped = {key: list(members) for key, members in groupby(ordered, key=lambda entry: _month_key(entry)[0])}
    for year, members in sorted(grouped.items(), reverse=True):
        months = (_month(key, tuple(group), words) for key, group in groupby(members, key=_month_key))
        name = words.year(year) if year else words.text("undated_debates")
        yield Year(name, f"archive/{year or 'undated'}/", tuple(months), dated=year > 0)


def _month_key(entry: Entry) -> tuple[int, int]:
    """Year and month in which it began; month 0 where only the year is known, year 0 where nothing is."""
    if entry.started is None:
        return (0, 0)
    at = entry.started.at.astimezone(UTC)
    return (at.year, 0 if entry.started.precision == "year" else at.month)


def _month(key: tuple[int, int], entries: tuple[Entry, ...], words: Words) -> Month:
    year, number = key
    if number:
        return Month(words.month(datetime(year, number, 1, tzinfo=UTC)), f"{year}-{number:02}", entries)
    name = words.text("some_time_in", year=words.year(year)) if year else words.text("undated_debates")
    return Month(name, "unknown", entries)


def _moment(when: Timestamp | None) -> float:
    return when.at.timestamp() if when else float("-inf")


def _absolute_root(site: Site) -> str:
    """The site's root as a path on its host: a page that stands for any address cannot have relative links."""
    return urlsplit(site.settings.base_url).path or "/"
