"""The clinic's reasons and the limit of waiting, as they are typed. No Qt but for words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from frontdesk.domain.clinic import THE_CLINIC, USUAL_WAITING_LIMIT
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded
from frontdesk.domain.reason import Away, Reason
from frontdesk.gui.dialogs.settings.listing import Item
from frontdesk.gui.ground import reasons_told

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

LIMIT = "waiting_limit"
MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason as it is typed."""

    words: str = ""


class ReasonsDraft:
    """The three lists, by the name of their kind, and the limit in minutes."""

    def read(self, clinic: Clinic) -> Item:
        """Read them as what is edited, the usual ones in the language of the screen."""
        reasons, profile = clinic.reasons.list(), clinic.profile.get()
        said: dict[str, Any] = {
            away.value: tuple(ReasonRow(reasons_told.told(each.words)) for each in reasons if each.away is away)
            for away in Away
        }
        said[LIMIT] = str(profile.waiting_limit or USUAL_WAITING_LIMIT)
        return Item(profile.id, profile.version, profile.name, typed=said)

    def values_of(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read what was typed: the whole list of reasons, and the limit; rows in which nothing stands are none."""
        for fault in self.problems(said):
            raise fault
        reasons = tuple(
            Reason(away, reasons_told.meant(row.words))
            for away in Away
            for row in said[away.value]
            if row.words.strip()
        )
        return {"reasons": reasons, LIMIT: int(said[LIMIT])}

    def problems(self, said: Mapping[str, Any]) -> tuple[Invalid, ...]:
        """Give all that can be known to be wrong: a reason twice in its list, a limit that is no number."""
        found = [fault for away in Away for fault in _twice(away, said[away.value])]
        text = str(said[LIMIT]).strip()
        if not (text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS and int(text) > 0):
            found.append(Invalid("bad_waiting_limit", field=LIMIT, got=text, allowed="minutes"))
        return tuple(found)

    def save(self, clinic: Clinic, item: Item, said: Mapping[str, Any]) -> Id:
        """Write what changed: the reasons, the limit, or both."""
        values, held = self.values_of(said), self.values_of(item.typed)
        if values["reasons"] != held["reasons"]:
            clinic.reasons.put(reasons=values["reasons"])
        if values[LIMIT] != held[LIMIT]:
            clinic.profile.update(waiting_limit=values[LIMIT])
        return item.id or THE_CLINIC


def place_of(field: str) -> tuple[str, int] | None:
    """Read which row of which list a fault names: no_show[2]; None where it names none."""
    name, bracket, rest = field.partition("[")
    number = rest.partition("]")[0]
    return (name, int(number)) if bracket and number.isdecimal() else None


def _twice(away: Away, rows: Sequence[ReasonRow]) -> list[Invalid]:
    found, seen = [], set()
    for number, row in enumerate(rows):
        words = folded(row.words.strip())
        if words and words in seen:
            field = f"{away.value}[{number}]"
            found.append(Invalid("reason_twice", field=field, got=row.words, allowed="each reason once"))
        seen.add(words)
    return found
