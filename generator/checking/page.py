"""What a page says of itself and of others: its ids, its links, its title and its languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from generator.checking.addresses import Base, Target, resolve
from generator.checking.faults import Fault, Mark
from generator.checking.look import Citation, Kind, Link, Look
from generator.yamlfile import Language

_ADDRESSES = ("href", "src", "srcset", "action", "poster", "data", "data-anchors")
_SELECTOR = ", ".join(["a[name]", *(f"[{name}]" for name in (*_ADDRESSES, "id", "lang"))])
_LOADED = ("stylesheet", "icon")
_KINDS: dict[str | None, Kind] = {"a": "link", "area": "link", "link": "link", "form": "form", "meta": "redirect"}
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
_LANGUAGE = re.compile(get_args(Language)[1].pattern)

_Addresses = Counter[tuple[str | None, str, str]]
"""How often each address stands in a page, by tag, attribute and value."""


def look_at_page(path: Path, name: str, base: Base) -> Look:
    """What is seen in the page at `path`, which is the file `name` of the site."""
    tree = LexborHTMLParser(path.read_bytes())
    addresses: _Addresses = Counter()
    ids: Counter[str] = Counter()
    names: set[str] = set()
    languages: set[str] = set()
    for node in tree.css(_SELECTOR):
        attributes = node.attributes
        tag = "asset" if attributes.get("rel") in _LOADED else node.tag
        for attribute, value in attributes.items():
            if attribute in _ADDRESSES:
                addresses[tag, attribute, value or ""] += 1
            elif attribute == "id":
                ids[value or ""] += 1
            elif attribute == "name" and tag == "a":
                names.add(value or "")
            elif attribute == "lang":
                languages.add(value or "")
    addresses.update(("meta", "content", value) for value in _refreshes(tree))
    places = frozenset(ids.keys() | names)
    links = (*_links(addresses, name, base, places), *_index(tree))
    faults = (*_untitled(tree, path), *_languages(tree, languages, path), *_doubled(ids, path))
    return Look(name, places, links, addresses.total(), tuple(_citations(tree, name)), faults)


def _refreshes(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("meta[http-equiv=refresh i]"):
        yield node.attributes.get("content") or ""


def _links(addresses: _Addresses, name: str, base: Base, own: Set[str]) -> Iterator[Link]:
    """The links to other files, and to places in this one that are not there."""
    for tag, attribute, value in addresses:
        if value.startswith("#") and value[1:] in own:
            continue  # what most links of a long page are, without the cost of resolving them
        for address in _parts(attribute, value):
            kind, to = _KINDS.get(tag, "asset"), resolve(address, name, base, whole=tag == "link")
            if to is not None and (kind == "redirect" or not _is_here(to, name, own)):
                yield Link(kind, to, Mark(value, attribute))


def _is_here(to: Target, name: str, own: Set[str]) -> bool:
    return to.file == name and (to.fragment in own or to.fragment in ("", "top"))


def _index(tree: LexborHTMLParser) -> Iterator[Link]:
    """Where the search index begins, which the page names from the site's root."""
    for node in tree.css("meta[name=moothall-index]"):
        begin = node.attributes.get("content") or ""
        yield Link("asset", Target(begin), Mark(begin, "content"))


def _parts(attribute: str, value: str) -> list[str]:
    """The addresses in the value of an attribute."""
    if attribute == "srcset":
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    if attribute == "content":
        return [match[1] for match in [_REFRESH.match(value)] if match]
    return [value]


def _untitled(tree: LexborHTMLParser, path: Path) -> Iterator[Fault]:
    title = tree.css_first("head > title")
    if title is None or not title.text().strip():
        hint = "search engines and tabs show it: give the layout a title"
        yield Fault(path, "the page has no title", hint)


def _languages(tree: LexborHTMLParser, languages: set[str], path: Path) -> Iterator[Fault]:
    if not (tree.root and tree.root.attributes.get("lang")):
        hint = "screen readers need it: give the html element of the layout a lang"
        yield Fault(path, "the page does not say what language it is in", hint)
    for language in sorted(languages - {""}):
        if not _LANGUAGE.fullmatch(language):
            yield Fault(path, f'"{language}" is no language tag', "like en or pt-BR", Mark(language, "lang"))


def _doubled(ids: Counter[str], path: Path) -> Iterator[Fault]:
    for name, number in ids.items():
        if number > 1:
            hint = "links to it lead to the first"
            yield Fault(path, f'{number} elements have the id "{name}"', hint, Mark(name, "id", 2))


def _citations(tree: LexborHTMLParser, name: str) -> Iterator[Citation]:
    """Comments that the article summary cites and that stand on this page, if anywhere."""
    for node in tree.css('section.summary a[href^="#c-"]'):
        yield Citation(name, unquote(node.attributes["href"] or "").removeprefix("#"), "the summary cites")
