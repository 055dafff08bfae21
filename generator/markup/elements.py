"""How each HTML element that a body may hold is written: one small function for each that is not kept as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from generator.markup.images import file_name, picture
from generator.markup.links import opening, resolve
from generator.markup.place import Place

TABLE_CLOSE = "</table></div>"
KEPT = {
    *("a", "abbr", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details"),
    *(
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
    ),
    *(
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
    ),
    *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
}
"""Every element that rendered HTML may hold."""

_LANGUAGE = re.compile(r"(?:language|lang)-([\w+#.-]{1,40})")
_MEANT = {
    "aside": {"quote": "quote", "onebox": "onebox"},
    "blockquote": {"quote": "quote"},
    "details": {"spoiler": "spoiler"},
    "div": {"quote": "quote", "spoiler": "spoiler", "spoiler-block": "spoiler", "title": "title"},
    "span": {"spoiler": "spoiler", "spoiled": "spoiler", "mention": "mention", "user-mention": "mention"},
    "a": {"mention": "mention", "hashtag": "hashtag", "mention-group": "mention"},
}
_RENAMED = {
    **dict.fromkeys(("address", "article", "center", "fieldset", "header", "main", "nav"), "div"),
    "acronym": "abbr",
    "strike": "s",
    "tt": "code",
}


@dataclass(frozen=True, slots=True)
class Element:
    """One element as it is written."""

    opening: str
    """Its start, which may be no tag at all."""
    closing: str
    """What belongs where it ends."""
    void: bool = False
    """Whether it has no end in the source."""

    @property
    def tag(self) -> str:
        """The name of what it begins with."""
        return self.opening[1:].partition(">")[0].partition(" ")[0] if self.opening.startswith("<") else ""


@dataclass(slots=True)
class Surroundings:
    """What writing an element depends on beyond itself; changes as the body is walked."""

    place: Place
    """Where the body stands."""
    in_link: bool = False
    """Whether a link is open."""


Attributes = dict[str, str]
Writer = Callable[[Attributes, Surroundings], Element]
"""(attributes of the element in the source, what is around it) -> the element as written."""

UNWRAPPED = Element("", "")
"""Of an element that loses its tags."""
_NOTHING = Element("", "", void=True)


def element(name: str, attributes: Attributes, around: Surroundings) -> Element:
    """The element as it is written in rendered HTML."""
    if writer := _WRITERS.get(name):
        return writer(attributes, around)
    name = _RENAMED.get(name, name)
    return Element(f"<{name}{_direction(attributes)}{_meaning(name, attributes)}>", f"</{name}>")


def _meaning(name: str, attributes: Attributes) -> str:
    """The class attribute, where one of the classes means something here."""
    if "class" not in attributes or name not in _MEANT:
        return ""
    meant = _MEANT[name]
    kind = next((meant[word] for word in attributes["class"].split() if word in meant), "")
    return f' class="{kind}"' if kind else ""


def _direction(attributes: Attributes) -> str:
    direction = attributes.get("dir", "").lower()
    return f' dir="{direction}"' if direction in ("ltr", "rtl", "auto") else ""


def _link(attributes: Attributes, around: Surroundings) -> Element:
    href = None if around.in_link else resolve(attributes.get("href", ""), around.place)
    if href is None:
        return UNWRAPPED
    kind = _meaning("a", attributes).removeprefix(' class="').removesuffix('"')
    return Element(opening(href, kind, attributes.get("title", "")), "</a>")


def _image(attributes: Attributes, around: Surroundings) -> Element:
    """Emoji are words and avatars are decoration, whatever the policy for pictures is."""
    kinds = attributes.get("class", "").split()
    alt = attributes.get("alt", "")
    if "avatar" in kinds:
        return _NOTHING
    if "emoji" in kinds or "wp-smiley" in kinds or "custom-emoji" in kinds:
        return Element(escape(alt, quote=False), "", void=True)
    if "src" not in attributes:
        return Element(escape(alt, quote=False), "", void=True)
    return Element(picture(attributes["src"], alt, around.place, around.in_link), "", void=True)


def _media(attributes: Attributes, around: Surroundings) -> Element:
    href = resolve(attributes.get("src", ""), around.place)
    if href is None or not href.lower().startswith("http"):
        return UNWRAPPED
    words = escape(file_name(href), quote=False)
    return Element(words if around.in_link else f"{opening(href, 'media')}{words}</a>", "")


def _source(attributes: Attributes, around: Surroundings) -> Element:
    return Element(_media(attributes, around).opening, "", void=True)


def _checkbox(attributes: Attributes, around: Surroundings) -> Element:
    if attributes.get("type", "").lower() != "checkbox":
        return _NOTHING
    return Element("☑" if "checked" in attributes else "☐", "", void=True)


def _code(attributes: Attributes, around: Surroundings) -> Element:
    language = _LANGUAGE.search(attributes.get("class", ""))
    return Element(code_opening(language[1] if language else ""), "</code>")


def code_opening(language: str) -> str:
    """The start tag of code in a language, when its name is one that can be a class."""
    plain_name = re.fullmatch(r"[\w+#.-]{1,40}", language)
    return f'<code class="language-{language}">' if plain_name else "<code>"


def _preformatted(attributes: Attributes, around: Surroundings) -> Element:
    return Element(verbatim_opening(around.place), "</pre>")


def verbatim_opening(place: Place) -> str:
    """The start tag of what is kept as typed; it can be scrolled from the keyboard, and has no line of its own."""
    return f'<pre tabindex="0" role="group" aria-label="{escape(place.labels.code)}">'


def spoiler_opening(title: str) -> str:
    """The start of hidden blocks, up to their title."""
    return f'<details class="spoiler"><summary>{escape(title, quote=False)}</summary>'


def _division(attributes: Attributes, around: Surroundings) -> Element:
    meaning = _meaning("div", attributes)
    if "spoiler" in meaning:
        return Element(spoiler_opening(around.place.labels.spoiler), "</details>")
    return Element(f"<div{_direction(attributes)}{meaning}>", "</div>")


def _span(attributes: Attributes, around: Surroundings) -> Element:
    meaning = _meaning("span", attributes)
    if not meaning:
        return UNWRAPPED
    opened = hidden_opening(around.place) if "spoiler" in meaning else f"<span{meaning}>"
    return Element(opened, "</span>")


def hidden_opening(place: Place) -> str:
    """The start tag of hidden words inside of a line, which are shown once one clicks on them or tabs to them."""
    return f'<span class="spoiler" tabindex="0" role="group" aria-label="{escape(place.labels.spoiler)}">'


def _table(attributes: Attributes, around: Surroundings) -> Element:
    return Element(table_opening(around.place), TABLE_CLOSE)


def table_opening(place: Place) -> str:
    """The start of a table; a wide one is scrolled in a box of its own, from the keyboard too."""
    label = escape(place.labels.table)
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{label}"><table>'


def _cell(name: str) -> Writer:
    def write(attributes: Attributes, around: Surroundings) -> Element:
        spans = "".join(
            f' {key}="{attributes[key]}"' for key in ("colspan", "rowspan") if _small(attributes.get(key, ""))
        )
        return Element(f"<{name}{spans}{alignment(attributes.get('align', '').lower())}>", f"</{name}>")

    return write


def alignment(side: str) -> str:
    """A cell's class: a content security policy that forbids inline style leaves no other way."""
    return f' class="align-{side}"' if side in ("center", "right") else ""


def _small(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= 3


def _ordered(attributes: Attributes, around: Surroundings) -> Element:
    start = attributes.get("start", "")
    return Element(f'<ol start="{int(start)}">' if _small(start) else "<ol>", "</ol>")


def _item(attributes: Attributes, around: Surroundings) -> Element:
    value = attributes.get("value", "")
    return Element(f'<li value="{int(value)}">' if _small(value) else "<li>", "</li>")


def _abbreviation(attributes: Attributes, around: Surroundings) -> Element:
    title = attributes.get("title", "")
    return Element(f'<abbr title="{escape(title)}">' if title else "<abbr>", "</abbr>")


def _override(attributes: Attributes, around: Surroundings) -> Element:
    """Without a direction it overrides nothing."""
    direction = _direction(attributes)
    return Element(f"<bdo{direction}>", "</bdo>") if direction and "auto" not in direction else UNWRAPPED


def _time(attributes: Attributes, around: Surroundings) -> Element:
    """Its words are seldom a time as the Standard writes it."""
    return UNWRAPPED


def _bare(name: str) -> Writer:
    def write(attributes: Attributes, around: Surroundings) -> Element:
        return Element(f"<{name}>", "", void=True)

    return write


_WRITERS: dict[str, Writer] = {
    "a": _link,
    "abbr": _abbreviation,
    "audio": _media,
    "bdo": _override,
    "br": _bare("br"),
    "code": _code,
    "div": _division,
    "hr": _bare("hr"),
    "img": _image,
    "input": _checkbox,
    "li": _item,
    "ol": _ordered,
    "pre": _preformatted,
    "source": _source,
    "span": _span,
    "table": _table,
    "td": _cell("td"),
    "th": _cell("th"),
    "time": _time,
    "video": _media,
    "wbr": _bare("wbr"),
}
