"""Plain records that are edited field by field: what was typed becomes the arguments of one operation. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings.listing import Item, Listed
from frontdesk.gui.dialogs.settings.zones import meant_zone

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.clinic import Clinic


class Entry(StrEnum):
    """How a field is entered, and so what it says: text, a number's digits, a hue, yes or no, a value, ids."""

    LINE = "line"
    TEXT = "text"
    COUNT = "count"
    HUE = "hue"
    CHECK = "check"
    CHOICE = "choice"
    ZONE = "zone"
    SEVERAL = "several"
    CURRENCY = "currency"


class FieldsDraft:
    """One kind of record. `area` names its operations, `entries` are arguments of `create` by their names.

    `fixed` are chosen when it is made and for good; `reasons` say why a number cannot be read.
    """

    area: ClassVar[str]
    entries: ClassVar[Mapping[str, Entry]]
    fixed: ClassVar[frozenset[str]] = frozenset()
    reasons: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def facts(self, clinic: Clinic) -> Any:
        """Read what the fields offer as choices."""
        return None

    def item(self, record: Any, facts: Any) -> Item:
        """Show a record as an item of the list."""
        raise NotImplementedError

    def usual(self, facts: Any) -> Mapping[str, Any]:
        """Give what the fields of a new item say, where it is not nothing."""
        return {}

    def read_all(self, clinic: Clinic) -> Listed:
        """Read every record."""
        facts = self.facts(clinic)
        records = getattr(clinic, self.area).list(archived=True)
        return Listed(tuple(self.item(record, facts) for record in records), facts)

    def blank(self, facts: Any) -> Item:
        """Begin a new item."""
        nothing: dict[Entry, Any] = {
            Entry.HUE: None,
            Entry.CHECK: False,
            Entry.CHOICE: None,
            Entry.SEVERAL: frozenset(),
        }
        said = {name: nothing.get(entry, "") for name, entry in self.entries.items()}
        return Item(None, 0, "", typed=said | dict(self.usual(facts)))

    def values_of(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read what was typed."""
        return {name: self._value(name, entry, said[name]) for name, entry in self.entries.items()}

    def problems(self, said: Mapping[str, Any]) -> tuple[Invalid, ...]:
        """Give all that can be known to be wrong with what is typed, each with its field."""
        found: list[Invalid] = []
        if not str(said.get("name", "-")).strip():
            found.append(Invalid("empty", field="name", got=said["name"], allowed="some text"))
        for name, entry in self.entries.items():
            try:
                self._value(name, entry, said[name])
            except Invalid as fault:
                found.append(fault)
        return tuple(found)

    def save(self, clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
        """Write what changed."""
        values, area = self.values_of(said), getattr(clinic, self.area)
        if item.id is None:
            return self.made(area.create(**{name: value for name, value in values.items() if value is not None}))
        held = self.values_of(item.typed)
        changed = {n: v for n, v in values.items() if v != held[n] and n not in self.fixed}
        if changed:
            area.update(id=item.id, version=item.version, **changed)
        return item.id

    def made(self, reply: Any) -> Id:
        """Give the id of what was just made."""
        made: Id = reply.id
        return made

    def put_away(self, clinic: Clinic, item: Item, *, away: bool) -> None:
        """Archive a record, or bring it back."""
        area = getattr(clinic, self.area)
        (area.archive if away else area.restore)(id=item.id, version=item.version)

    def delete(self, clinic: Clinic, item: Item) -> Gone | None:
        """Delete a record, or archive it where it is in use."""
        gone: Gone = getattr(clinic, self.area).delete(id=item.id, version=item.version)
        return gone

    def _value(self, name: str, entry: Entry, said: Any) -> Any:
        match entry:
            case Entry.LINE | Entry.CURRENCY:
                return str(said).strip()
            case Entry.COUNT:
                return self._count(name, str(said).strip())
            case Entry.ZONE:
                return meant_zone(str(said), name)
            case Entry.SEVERAL:
                return sorted(said)
        return said

    def _count(self, name: str, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 8):
            reason, allowed = self.reasons[name]
            raise Invalid(reason, field=name, got=text, allowed=allowed)
        return int(text)
