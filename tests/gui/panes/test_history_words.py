"""A visit's history in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from frontdesk.domain.changes import Kind
from frontdesk.domain.instants import Instant, at_wall
from frontdesk.gui.panes import history_words
from frontdesk.services.history_lines import HistoryLine
from frontdesk.services.history_names import FieldChange, WhyNot

ZONE = "America/New_York"


def at(day: int, hour: int, minute: int = 0) -> Instant:
    return at_wall(datetime(2026, 3, day, hour, minute), ZONE)


NOW = at(18, 12)


def a_line(operation: str = "appointments.update", kind: Kind = Kind.DO, **changes: tuple[Any, Any]) -> HistoryLine:
    fields = tuple(FieldChange(name, before, after) for name, (before, after) in changes.items())
    return HistoryLine(7, at(18, 10, 31), "front-desk", operation, "", kind, None, fields, undoable=False)


def told(line: HistoryLine) -> str:
    return history_words.lines([line], NOW, ZONE)[0].words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (a_line("appointments.book", uid=(None, "x"), starts_at=(None, at(18, 9))), "Booked"),
        (a_line("holds.place", uid=(None, "x"), starts_at=(None, at(18, 9))), "Held"),
        (a_line("holds.release", uid=("x", None), status=("held", None)), "Hold released"),
        (a_line("sick_day.apply", uid=(None, "x"), event_type=(None, "block")), "Blocked"),
        (a_line("holds.extend", expires_at=(at(18, 12), at(18, 12, 10))), "Held until 12:10"),
        (a_line("appointments.book", status=("held", "booked"), expires_at=(at(18, 12), None)), "Booked"),
        (a_line("ics.import", uid=(None, "x")), "Imported"),
        (a_line("appointments.delete", uid=("x", None)), "Removed from the book"),
        (
            a_line(starts_at=(at(17, 15), at(18, 9)), ends_at=(1, 2)),
            "Moved from Tue 17 Mar, 15:00 to Wed 18 Mar, 09:00",
        ),
        (
            a_line(uid=("1", "2"), starts_at=(at(17, 15), at(18, 9))),
            "Moved from Tue 17 Mar, 15:00 to Wed 18 Mar, 09:00",
        ),
        (a_line(ends_at=(at(18, 9, 30), at(18, 10))), "Length changed, ended at 09:30"),
        (a_line(status=("booked", "arrived"), status_at=(1, 2)), "Arrived"),
        (a_line(status=("booked", "cancelled"), cancel_reason=(None, "ill")), "Cancelled: ill"),
        (a_line(status=("booked", "cancelled")), "Cancelled"),
        (
            a_line(status=("arrived", "cancelled"), left_at=(None, 5), cancel_reason=(None, "Felt better")),
            "Left without being seen: Felt better",
        ),
        (a_line(status=("booked", "no_show"), no_show_reason=(None, "Not reached")), "No-show: Not reached"),
        (a_line(no_show_reason=(None, "Did not call")), "Reason of the no-show: Did not call"),
        (a_line(arrived_at=(1, 2)), "Changed: actual times"),
        (a_line(status=("booked", "of a later version")), "Status changed"),
        (a_line(practitioner_id=(1, 2)), "Given to another practitioner"),
        (a_line(archived_at=(None, 5)), "Archived"),
        (a_line(archived_at=(5, None)), "Brought back"),
        (a_line(description=("a", "b"), service_id=(1, 2)), "Changed: note, service"),
        (a_line(buffer_before=(0, 1), buffer_after=(0, 1)), "Changed: buffers"),
        (a_line(sequence=(0, 1)), "Changed"),
        (a_line(kind=Kind.UNDO, status=("arrived", "booked")), "Undone: Arrived"),
        (
            a_line(kind=Kind.UNDO, starts_at=(at(18, 9), at(17, 15))),
            "Undone: Moved from Tue 17 Mar, 15:00 to Wed 18 Mar, 09:00",
        ),
        (a_line(kind=Kind.UNDO, uid=("x", None)), "Undone: Booked"),
        (a_line(kind=Kind.REDO, status=("booked", "arrived")), "Done again: Arrived"),
    ],
)
def test_a_step_is_worded(line: HistoryLine, words: str) -> None:
    assert told(line) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            a_line(starts_at=(at(17, 15), at(18, 9)), practitioner_id=(1, 2)),
            "Moved from Tue 17 Mar, 15:00 to Wed 18 Mar, 09:00 · from Dr. Chen to Dr. Ortega",
        ),
        (a_line(practitioner_id=(1, 2)), "Given from Dr. Chen to Dr. Ortega"),
        (a_line(practitioner_id=(None, 2)), "Given from nobody to Dr. Ortega"),
        (a_line(practitioner_id=(1, 3)), "Given to another practitioner"),
        (a_line(kind=Kind.UNDO, practitioner_id=(2, 1)), "Undone: Given from Dr. Chen to Dr. Ortega"),
    ],
)
def test_a_step_to_another_practitioner_names_both(line: HistoryLine, words: str) -> None:
    names = {1: "Dr. Chen", 2: "Dr. Ortega"}
    assert history_words.lines([line], NOW, ZONE, names=names)[0].words == words


def people(*rows: list[Any], names: str) -> tuple[list[list[Any]] | None, str]:
    return list(rows) or None, names


EVA, LEO = [1, "invited", False, "not_applicable", 5], [2, "invited", False, "not_applicable", 5]
BOTH = people(EVA, LEO, names="Eva Novák, Leo Martin")
NOBODY = people(names="")
ONE = people(EVA, names="Eva Novák")


def of_people(
    before: tuple[Any, str], after: tuple[Any, str], operation: str = "attendees.update", kind: Kind = Kind.DO
) -> HistoryLine:
    change = FieldChange("attendees", before[0], after[0], before[1], after[1])
    return replace(a_line(operation, kind), changes=(change,))


def noted(**said: Any) -> tuple[Any, str]:
    known = {"attendance": "invited", "no_show": False, "payment": "not_applicable", "at": 9, **said}
    return people([1, *known.values()], names="Eva Novák")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (of_people(NOBODY, ONE, "attendees.add"), "Signed up: Eva Novák"),
        (of_people(ONE, BOTH, "attendees.add"), "Signed up: Leo Martin"),
        (of_people(NOBODY, BOTH), "Signed up: Eva Novák, Leo Martin"),
        (of_people(BOTH, ONE, "attendees.remove"), "Signed off: Leo Martin"),
        (of_people(ONE, NOBODY, "history.undo", Kind.UNDO), "Undone: Signed up: Eva Novák"),
        (of_people(ONE, noted(no_show=True)), "Eva Novák: no-show"),
        (of_people(noted(no_show=True), ONE), "Eva Novák came after all"),
        (of_people(ONE, noted(payment="paid")), "Eva Novák paid"),
        (of_people(ONE, noted(payment="refunded")), "Eva Novák: payment refunded"),
        (of_people(ONE, noted(attendance="going")), "Eva Novák: going"),
        (of_people(NOBODY, noted(payment="paid")), "Eva Novák paid"),
        (of_people(NOBODY, noted(attendance="going"), "attendees.add"), "Signed up: Eva Novák"),
        (of_people(NOBODY, noted(until=99), "waitlist.offer"), "Seat offered: Eva Novák"),
        (of_people(noted(until=99), NOBODY, "waitlist.decline"), "Offered seat let go: Eva Novák"),
        (of_people(noted(until=99), ONE, "waitlist.accept"), "Signed up: Eva Novák"),
        (of_people(NOBODY, (BOTH[0], "Leo Martin"), "attendees.add"), "Signed up: somebody, somebody"),
    ],
)
def test_a_step_on_those_who_come_names_them(line: HistoryLine, words: str) -> None:
    assert told(line) == words


def test_many_who_sign_up_at_once_are_counted() -> None:
    rows = [[n, "invited", False, "not_applicable", 5] for n in range(1, 6)]
    line = of_people(NOBODY, people(*rows, names="A, B, C, D, E"))
    assert told(line) == "Signed up: A, B, C and 2 more"


def test_masked_nobody_who_comes_is_named() -> None:
    [line] = history_words.lines([of_people(ONE, BOTH)], NOW, ZONE, masked=True)
    assert line.words == "Signed up: • • •"


def test_what_else_was_changed_with_them_is_told_too() -> None:
    line = of_people(NOBODY, ONE)
    line = replace(line, changes=(*line.changes, FieldChange("title", "a", "b"), FieldChange("sequence", 0, 1)))
    assert told(line) == "Signed up: Eva Novák · Changed: title"


def test_the_newest_step_stands_first() -> None:
    steps = [a_line(uid=(None, "x")), a_line(status=("booked", "arrived"))]
    assert [line.words for line in history_words.lines(steps, NOW, ZONE)] == ["Arrived", "Booked"]


def test_a_step_tells_when_and_who() -> None:
    line = history_words.lines([a_line(status=("booked", "arrived"))], NOW, ZONE)[0]
    assert (line.when, line.whole) == ("10:31", "Wed 18 Mar, 10:31 · Front desk")


@pytest.mark.parametrize(("undoable", "undo"), [(True, 7), (False, None)])
def test_only_what_nothing_stands_on_offers_undo(undoable: bool, undo: int | None) -> None:
    step = HistoryLine(7, at(18, 10), "front-desk", "appointments.move", "", Kind.DO, None, (), undoable)
    assert history_words.lines([step], NOW, ZONE)[0].undo == undo


def test_a_step_that_gave_way_to_the_same_done_to_more_is_no_line_of_its_own() -> None:
    moved = a_line("appointments.move", starts_at=(at(17, 15), at(18, 9)))
    back = a_line("appointments.move", Kind.UNDO, starts_at=(at(18, 9), at(17, 15)))
    lines = [moved, replace(back, seq=8, target=7), replace(moved, seq=9, undoable=True)]
    told = history_words.lines(lines, NOW, ZONE)
    assert [(line.words, line.undo) for line in told] == [("Moved from Tue 17 Mar, 15:00 to Wed 18 Mar, 09:00", 9)]


ARRIVED = a_line(status=("booked", "arrived"))
BACK = replace(a_line("history.undo", Kind.UNDO, status=("arrived", "booked")), seq=8, target=7, at=at(18, 10, 40))


def test_a_step_and_what_took_it_back_are_one_line_without_undo() -> None:
    why = WhyNot("already_undone", 8, "Front desk", at(18, 10, 40))
    [line] = history_words.lines([replace(ARRIVED, why_not=why), BACK], NOW, ZONE)
    assert (line.words, line.undo, line.why_not) == ("Arrived · undone", None, "")
    assert line.whole.splitlines()[1] == "Undone Wed 18 Mar, 10:40 · Front desk"


def test_what_was_done_again_since_is_told_step_by_step() -> None:
    again = replace(ARRIVED, seq=9, target=8, kind=Kind.REDO)
    told = [line.words for line in history_words.lines([ARRIVED, BACK, again], NOW, ZONE)]
    assert told == ["Done again: Arrived", "Undone: Arrived", "Arrived"]


def test_what_took_back_a_step_of_which_nothing_is_known_stays_a_line() -> None:
    assert [line.words for line in history_words.lines([BACK], NOW, ZONE)] == ["Undone: Arrived"]


def test_a_step_on_its_own_day_tells_the_time_it_went_to() -> None:
    assert told(a_line(starts_at=(at(18, 9, 30), at(18, 11, 35)))) == "Moved from Wed 18 Mar, 09:30 to 11:35"


def test_a_line_tells_who_did_it_by_name_and_why_it_stays() -> None:
    why = WhyNot("changed_since", 9, "Evening desk", at(18, 11))
    line = history_words.lines([replace(a_line(), who="Front desk", why_not=why)], NOW, ZONE)[0]
    assert (line.who, line.why_not) == ("Front desk", "Beneath a later change by Evening desk, Wed 18 Mar, 11:00")
