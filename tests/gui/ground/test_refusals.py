"""Reasons in sentences."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import frontdesk
from frontdesk.domain.errors import Clash, Conflict, Forbidden, Invalid, NotFound, Refusal, Stale, Unavailable
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.ground import refusals
from frontdesk.store.faults import _MEANINGS

CLASSES = {each.__name__: each for each in (Invalid, Forbidden, Stale, Unavailable, Conflict)}
TEN = 1_773_842_400_000  # 2026-03-18T14:00Z, ten o'clock in New York
# Reasons that only a script can meet: they are told by field and what is allowed.
OF_SCRIPTS = {
    "missing_field",
    "not_json",
    "not_one_of",
    "unknown_field",
    "unknown_operation",
    "wrong_type",
    "bad_page",
    "bad_page_size",
    "bad_days",
    "nothing_matches",
    "not_with_free_busy",
    "not_with_reasons",
    "bad_slug",
    "cannot_read",
    "same_file",
    "bad_size",
    "too_many",
    # Hours, dates and fields of older calendars, and ids in a list: no screen lets anybody write them.
    "bad_hour",
    "bad_minute",
    "bad_weekday",
    "date_twice",
    "id_twice",
    "too_large",
    # Which moment and which visits: a screen always says one of the two.
    "moment_or_changeset",
    "visits_or_day",
}


def given_reasons() -> Iterator[tuple[str, str]]:
    """Find every reason that the source gives, with the class of its refusal."""
    for path in Path(frontdesk.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield node.func.id, first.value
    yield from (("Unavailable", reason) for _, reason in _MEANINGS)


def a_clash(subject: str = "Dr. Amelia Chen", visit: int = 1) -> Clash:
    return Clash("practitioner", 5, subject, TEN, TEN + 30 * MINUTE, visit)


@pytest.mark.parametrize(("kind", "reason"), sorted(pair for pair in set(given_reasons()) if pair[1] not in OF_SCRIPTS))
def test_every_reason_that_people_can_meet_has_a_sentence_of_its_own(kind: str, reason: str) -> None:
    told = refusals.sentence(CLASSES[kind](reason))
    unknown = refusals.sentence(CLASSES[kind]("no_such_reason")).replace("no_such_reason", reason)
    assert told != unknown or reason == "changed_since"


def test_the_source_was_read_at_all() -> None:
    assert len(set(given_reasons())) > 30


@pytest.mark.parametrize("kind", CLASSES.values())
def test_a_reason_of_a_later_version_has_a_sentence_too(kind: type[Refusal]) -> None:
    assert refusals.sentence(kind("from_the_future")).endswith((".", ":", ")", "Allowed: "))


def test_a_reason_without_a_sentence_tells_what_is_allowed() -> None:
    told = refusals.sentence(Invalid("odd", field="slot_size", got=7, allowed=[5, 10]))
    assert told == "Slot size cannot be that. Allowed: 5, 10"


def test_a_clash_tells_who_is_taken_by_whom_and_when() -> None:
    told = refusals.sentence(Conflict("time_taken", (a_clash(),)), "America/New_York", lambda _: "Ana Ruiz")
    assert told == "Not free: Dr. Amelia Chen has Ana Ruiz, 10:00–10:30"


def test_a_clash_with_a_visit_nobody_can_name_tells_the_time() -> None:
    told = refusals.sentence(Conflict("time_taken", (a_clash(),)), "America/New_York", lambda _: "")
    assert told == "Not free: Dr. Amelia Chen is taken, 10:00–10:30"


def test_of_many_clashes_three_are_told() -> None:
    many = tuple(a_clash(f"Room {n}") for n in range(5))
    told = refusals.sentence(Conflict("time_taken", many), "America/New_York")
    assert told.count("Room") == 3
    assert told.endswith("and 2 more")


def test_names_are_not_read_as_places_for_other_words() -> None:
    clash = a_clash("Dr. %3")
    told = refusals.clashes((clash,), "America/New_York", lambda _: "%1 %3")
    assert told == "Not free: Dr. %3 has %1 %3, 10:00–10:30"


@pytest.mark.parametrize("kind", ["appointment", "patient", "practitioner", "service", "location", "room", "changeset"])
def test_what_is_gone_is_named_by_its_kind(kind: str) -> None:
    assert refusals.sentence(NotFound(kind, 7)) != refusals.sentence(NotFound("something", 7))


def test_a_status_that_cannot_follow_names_both() -> None:
    told = refusals.sentence(Invalid("no_such_status_path", field="status", got="confirmed", held="arrived"))
    assert told == "A visit that is “Arrived” cannot become “Confirmed”. Undo takes a wrong step back."


def test_a_step_that_another_stands_on_names_who_and_what() -> None:
    told = refusals.sentence(Stale("changed_since", who="front-desk", operation="appointments.move"))
    assert told == "This cannot be undone any more: “move” by Front desk stands on it. Undo that first."


def test_there_being_nothing_to_undo_is_said_plainly() -> None:
    assert refusals.sentence(Conflict("nothing_to_undo")) == "There is nothing to undo."


def closing(kind: str, subject: str) -> Clash:
    return Clash(kind, 5, subject, TEN, TEN + 60 * MINUTE, 7)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (closing("closure", "Good Friday"), "Closed: Good Friday"),
        (closing("block", "Lunch"), "Blocked: Lunch, 10:00–11:00"),
    ],
)
def test_what_closes_a_time_is_named(found: Clash, said: str) -> None:
    assert refusals.sentence(Conflict("closed", (found,)), "America/New_York", lambda _: "Lunch") == said


def test_the_title_of_a_block_is_masked_with_the_names() -> None:
    found = Conflict("closed", (closing("block", "Call Eva Novák"),))
    for naming in (lambda _: "• • •", lambda _: ""):
        assert "Eva" not in refusals.sentence(found, "America/New_York", naming)


def test_what_is_closed_comes_before_who_is_taken() -> None:
    found = Conflict("closed", (a_clash("Room 1", 3), closing("closure", "Good Friday")))
    assert refusals.sentence(found).startswith("Closed: Good Friday · Not free: Room 1")


def test_the_other_visit_of_a_patient_is_told_by_time_and_practitioner() -> None:
    refusal = Conflict("comes_elsewhere", (Clash("patient", 1, "Dr. Ortega", 0, 30 * MINUTE, 2),))
    said = refusals.sentence(refusal, "UTC")
    assert said == "This patient has another visit at that time: 00:00–00:30, Dr. Ortega"


def test_a_full_class_is_told_by_its_seats() -> None:
    found = Conflict("no_seat_left", (a_clash("Yoga", 3),), seats=3, taken=3, asked=1)
    assert refusals.sentence(found) == "No seat is left: 3 come already, there are 3 seats."
