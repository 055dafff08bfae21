"""What Moothall says on a page, in one language: texts, numbers, and dates as precisely as they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from markupsafe import Markup, escape

from generator.markup.labels import Labels
from generator.model import Age, Timestamp, When
from generator.render.direction import direction
from generator.render.plurals import category

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""The keys of the names of months."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain data; crosses process borders."""

    language: str
    """BCP 47 tag of the language that they are in."""
    digest: str
    """Equal words have the same."""
    texts: Mapping[str, str] = field(compare=False, repr=False)
    """Texts by their keys; of those that go with a number each form, as `n_comments.one`."""

    def text(self, key: str, **values: object) -> str:
        """The text with values in the place of what is in braces. Raises LookupError where there is none."""
        text = self.texts.get(key)
        if text is None:
            raise LookupError(f'words/en.yaml has no "{key}"')
        return text.format(**values) if values else text

    def markup(self, key: str, **values: object) -> Markup:
        """The text as HTML; values are escaped, unless they are HTML."""
        text = escape(self.text(key))
        if not values:
            return text
        return Markup(str(text).format(**{name: escape(value) for name, value in values.items()}))  # noqa: S704

    def count(self, key: str, number: int) -> str:
        """`1 comment`, `1,234 comments`, `-3 points`."""
        text = self.texts.get(f"{key}.{category(self.language, number)}") or self.text(f"{key}.other")
        return text.format(count=self.number(number))

    def number(self, number: int) -> str:
        """`1,234`."""
        digits = f"{abs(number):,}".replace(",", self.texts["thousands"])
        return self.negative.format(digits=digits) if number < 0 else digits

    @property
    def negative(self) -> str:
        """How a number below zero is written: the minus stays before the digits where one reads from right to left."""
        is_apart = direction(self.language) == "rtl"
        return "\N{LEFT-TO-RIGHT ISOLATE}-{digits}\N{POP DIRECTIONAL ISOLATE}" if is_apart else "-{digits}"

    def day(self, when: When | None) -> str:
        """`30 July 2023`, `July 2023`, `about 2023`; `1 year before it was saved` where that is all that is known."""
        if when is None:
            return self.text("undated")
        if isinstance(when, Age):
            return self.count(f"age_{when.unit}", when.count) if when.count else self.text("just_before")
        at = when.at.astimezone(UTC)
        if when.precision == "year":
            date = self.year(at.year)
        elif when.precision == "month":
            date = self.month(at)
        else:
            month = self.texts[MONTHS[at.month - 1]]
            date = self.text("date_first" if at.day == 1 else "date_day", day=at.day, month=month, year=at.year)
        return self.text("date_about", date=date) if when.approximate else date

    def moment(self, when: When | None) -> str:
        """Like `day`, with the time in UTC where it is known: `30 July 2023, 12:05`."""
        day = self.day(when)
        if isinstance(when, Timestamp) and when.precision in ("minute", "second"):
            at = when.at.astimezone(UTC)
            return self.text("date_time", date=day, time=f"{at.hour:02}:{at.minute:02}")
        return day

    def month(self, at: datetime) -> str:
        """`July 2023`."""
        return self.text("date_month", month=self.texts[MONTHS[at.month - 1]], year=at.year)

    def year(self, year: int) -> str:
        """`2023`."""
        return self.text("date_year", year=year)

    def time_element(self, when: When | None, *, only_day: bool = False) -> Markup:
        """A `<time>` element, or the words alone where there is no date to give a machine."""
        words = escape(self.day(when) if only_day else self.moment(when))
        if not isinstance(when, Timestamp):
            return words
        return Markup(f'<time datetime="{when.iso()}">{words}</time>')  # noqa: S704 - digits, and escaped words

    def badge(self, name: str) -> str:
        """What stands beside an author's name; a role of a platform that has no words here stays as it is called."""
        return self.texts.get(f"badge_{name}", name)

    def labels(self) -> Labels:
        """What rendering adds to what people wrote."""
        return Labels(
            code=self.text("code"),
            table=self.text("table"),
            spoiler=self.text("spoiler"),
            details=self.text("details"),
            quoted=self._quoted,
            back=self.text("back_to_text"),
        )

    def _quoted(self, lines: int) -> str:
        return self.count("n_quoted_lines", lines)
