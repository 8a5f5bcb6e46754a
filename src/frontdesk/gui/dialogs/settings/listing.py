"""What a page with a list and an editor thinks: its items, what their fields say, and how they are written. No Qt.

A page of this sort is a `Draft` (a module of functions does as well as an object) and an `Editor` of its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list; `typed` holds its fields as an editor's `said` would give them, equal when untouched.

    `id` is None for one to be made. `group` is the heading that it stands under; items of a group follow each other.
    `icon` or a disc of `hue` stands before its name in the list, `remark` behind it.
    """

    id: Id | None
    version: int
    name: str
    detail: str = ""
    archived: bool = False
    typed: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""
    icon: str = ""
    hue: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """All items of a kind, archived ones too, and whatever the editor has to offer as choices."""

    items: tuple[Item, ...]
    facts: Any = None

    def found(self, typed: str, *, archived: bool) -> list[Item]:
        """Give the items that hold all words that are typed, archived ones only where they are wanted."""
        words = folded(typed).split()
        return [
            item
            for item in self.items
            if (archived or not item.archived)
            and all(word in folded(f"{item.name} {item.detail} {item.group}") for word in words)
        ]


class New:
    """Stands for an item that is to be begun."""


class Draft(Protocol):
    """The thinking half of a list page. What has a `clinic` runs on the worker's thread, the rest on the screen's."""

    def read_all(self, clinic: Clinic) -> Listed:
        """Read every item, in the order in which they are listed."""
        ...

    def blank(self, facts: Any) -> Item:
        """Begin a new item, without an id; `facts` are those of the list."""
        ...

    def values_of(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read what was typed, or raise Invalid with the field's name."""
        ...

    def save(self, clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
        """Write an item in one write (so that one undo takes it back), only what changed, and give its id."""
        ...

    def put_away(self, clinic: Clinic, item: Item, *, away: bool) -> None:
        """Archive an item, or bring it back."""
        ...

    def delete(self, clinic: Clinic, item: Item) -> Gone | None:
        """Delete an item; what is in use is archived, as Gone says. None where nothing can be deleted for good."""
        ...
