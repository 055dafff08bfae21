"""What the head of an export tells about the whole site."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.xmlfile import Element


@dataclass(slots=True)
class Site:
    """The site an export is of."""

    name: str = ""
    """Its title."""
    names: dict[str, str] = field(default_factory=dict)
    """The names its users show, by login."""
    logins: dict[str, str] = field(default_factory=dict)
    """The logins of its users, by the number of the account."""

    def add_author(self, element: Element) -> None:
        """Takes in a `wp:author`."""
        login = element.text_of("wp:author_login")
        self.names[login] = element.text_of("wp:author_display_name") or login
        self.logins[element.text_of("wp:author_id")] = login
