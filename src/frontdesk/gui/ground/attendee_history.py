"""What a step changed of those who come to a class, worded: who signed up or off, did not come, or paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.gui.ground import attendee_words, wording

if TYPE_CHECKING:
    from frontdesk.services.history_names import FieldChange

translate = QCoreApplication.translate
MOST_NAMED = 3
# Where a row of the record has what is known of an attendee; most have no `held_until`.
_ATTENDANCE, _NO_SHOW, _PAYMENT, _HELD_UNTIL = 1, 2, 3, 5
_NOTHING_SAID = (Attendance.INVITED.value, False, Payment.NOT_APPLICABLE.value)
Row = Sequence[Any]
Rows = Mapping[int, Row]


def words_of(change: FieldChange, operation: str, mask: str = "") -> str:
    """Say what became of whom; with `mask`, that stands in place of every name. Nothing where nobody is concerned."""
    before: Rows = _rows(change.before)
    after: Rows = _rows(change.after)
    names = {**_names(before, change.before_name), **_names(after, change.after_name)}
    if operation != "attendees.add":
        # The one patient of a visit is not written down until something is noted of them.
        before, after = _with_the_one(change.before, before, after), _with_the_one(change.after, after, before)
    told: dict[str, list[str]] = {}
    for one in dict.fromkeys((*before, *after)):
        for words in _became(before.get(one), after.get(one)):
            told.setdefault(words, []).append(mask or names.get(one) or translate("Attendees", "somebody"))
    return " · ".join(words.replace("%1", _listed(people)) for words, people in told.items())


def _became(before: Row | None, after: Row | None) -> Iterator[str]:
    if before is None and after is not None:
        signed_up, offered = translate("Attendees", "Signed up: %1"), translate("Attendees", "Seat offered: %1")
        yield offered if _is_held(after) else signed_up
    elif before is not None and after is None:
        signed_off, ended = translate("Attendees", "Signed off: %1"), translate("Attendees", "Offered seat let go: %1")
        yield ended if _is_held(before) else signed_off
    elif before is not None and after is not None:
        yield from _noted(before, after)


def _noted(before: Row, after: Row) -> Iterator[str]:
    if _is_held(before) and not _is_held(after):
        yield translate("Attendees", "Signed up: %1")
    if before[_NO_SHOW] != after[_NO_SHOW]:
        missed = translate("Attendees", "%1: no-show")
        yield missed if after[_NO_SHOW] else translate("Attendees", "%1 came after all")
    if before[_PAYMENT] != after[_PAYMENT]:
        yield _paid(str(after[_PAYMENT]))
    if before[_ATTENDANCE] != after[_ATTENDANCE]:
        said = attendee_words.attendance(Attendance(after[_ATTENDANCE])).lower()
        yield translate("Attendees", "%1: %2").replace("%2", said)


def _paid(said: str) -> str:
    if said == Payment.PAID:
        return translate("Attendees", "%1 paid")
    stands = attendee_words.payment(Payment(said)).lower()
    return translate("Attendees", "%1: payment %2").replace("%2", stands)


def _listed(people: Sequence[str]) -> str:
    shown = ", ".join(people[:MOST_NAMED])
    left = len(people) - MOST_NAMED
    return wording.filled(translate("Attendees", "%1 and %2 more"), shown, str(left)) if left > 0 else shown


def _is_held(row: Row) -> bool:
    return len(row) > _HELD_UNTIL and row[_HELD_UNTIL] is not None


def _rows(said: Iterable[Row] | None) -> dict[int, Row]:
    return {row[0]: row for row in said or ()}


def _with_the_one(said: object, mine: Rows, others: Rows) -> Rows:
    """Give the attendees of one side; where none are written down and the other has one noted, that one is meant."""
    if said is not None or len(others) != 1:
        return mine
    [(one, row)] = others.items()
    known = tuple(row[_ATTENDANCE : _PAYMENT + 1])
    return mine if known == _NOTHING_SAID or _is_held(row) else {one: (one, *_NOTHING_SAID)}


def _names(rows: Rows, said: str) -> dict[int, str]:
    """Give names by id, where every one is known: a name that has a comma in it cannot be told from two."""
    names = said.split(", ")
    return dict(zip(rows, names, strict=True)) if len(names) == len(rows) else {}
