"""One damaged component never hides its neighbours: every event of a file is accounted for (C78)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.services.ics.preview import Action, Choice, State
from tests.services.ics.files import Post, vevent

MANY = 1_458
FIRST = datetime(2026, 3, 19, 8)


def clinic(damaged: int, *damage: str, start: str = "") -> Iterator[tuple[str, ...]]:
    """Give a year of a clinic's events, one of them damaged."""
    for number in range(MANY):
        begin = FIRST + timedelta(hours=number)
        times = {
            "start": start if start and number == damaged else f"DTSTART:{begin:%Y%m%dT%H%M%S}Z",
            "end": f"DTEND:{begin + timedelta(minutes=30):%Y%m%dT%H%M%S}Z",
        }
        stamp = () if number == damaged and any("DTSTAMP" in each for each in damage) else ("DTSTAMP:20260301T000000Z",)
        yield vevent(*stamp, *(damage if number == damaged else ()), uid=str(number), **times)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (("DTSTAMP:2026-03-01 at noon",), "bad_stamp"),
        (("BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:PT-2H", "END:VALARM"), "bad_duration"),
        (("RRULE:FREQ=NOW",), "bad_rule"),
    ],
)
def test_one_bad_property_among_1458_events_costs_none_of_them(
    post: Post, damage: tuple[str, ...], reason: str
) -> None:
    done = post.send(*clinic(700, *damage))
    assert (len(done.preview.rows), done.preview.events, done.visits) == (MANY, MANY, MANY)
    assert [each.what for each in done.preview.troubles] == [reason]


@pytest.mark.parametrize("start", ["DTSTART:20261301T250000Z", "DTSTART", "X-NO-START:1"])
def test_one_bad_start_among_1458_events_costs_that_one_alone(post: Post, start: str) -> None:
    done = post.send(*clinic(700, start=start))
    (lost,) = (row for row in done.preview.rows if row.state is State.UNREADABLE)
    assert (len(done.preview.rows), done.visits) == (MANY, MANY - 1)
    assert lost.line == 3 + 700 * 6


def test_an_event_without_end_a_zone_of_two_names_and_a_broken_line_hide_nothing(post: Post) -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:A", "TZID:B", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETTO:+0100")
    done = post.send(
        (*zone, "TZOFFSETFROM:+0100", "END:STANDARD", "END:VTIMEZONE"),
        vevent(uid="1")[:-1],
        vevent("this is no line", uid="2"),
        vevent("BEGIN:VALARM", "TRIGGER:-PT1H", uid="3"),
        vevent(uid="4"),
    )
    assert (done.visits, done.preview.events, len(done.preview.rows)) == (4, 4, 4)


def test_every_event_has_a_row_of_its_own_and_every_row_a_key_of_its_own(post: Post) -> None:
    lines = (*clinic(3, start="DTSTART:no"), "METHOD:PUBLISH", vevent(uid="5"), vevent("SEQUENCE:1", uid="6"))
    rows = post.preview(*lines).rows
    assert (len(rows), len({row.key for row in rows})) == (MANY + 2, MANY + 2)


def test_a_choice_for_all_rows_of_a_state_gives_way_to_that_for_one(post: Post) -> None:
    files = [post.file(*(vevent("ORGANIZER;CN=Dr One:mailto:o@x.example", uid=str(number)) for number in range(3)))]
    ics = post.desk.clinic.ics
    shown = ics.preview(files=files, defaults={State.CLASHING: Action.ANYWAY})
    assert [row.state for row in shown.rows] == [State.NEW, State.CLASHING, State.CLASHING]
    left_out = [Choice(key=shown.rows[1].key, action=Action.SKIP)]
    done = ics.import_files(files=files, defaults={State.CLASHING: Action.ANYWAY}, choices=left_out)
    assert ([row.action for row in done.preview.rows], done.visits) == ([Action.IMPORT, Action.SKIP, Action.ANYWAY], 2)


def test_what_has_changed_may_be_left_as_it_is(post: Post) -> None:
    post.send(vevent("SUMMARY:one"))
    changed = [post.file(vevent("SUMMARY:two", "SEQUENCE:1"))]
    done = post.desk.clinic.ics.import_files(files=changed, defaults={State.CHANGED: Action.SKIP})
    assert (done.seq, post.visit().title) == (None, "one")


def test_the_key_of_a_row_that_is_not_there_is_refused_with_all_others_left_alone(post: Post) -> None:
    file = post.file(vevent(uid="1"), vevent("SEQUENCE:1", uid="1"), vevent(start="DTSTART:no", uid="2"))
    keys = [row.key for row in post.desk.clinic.ics.preview(files=[file]).rows]
    skipped = [Choice(key=key, action=Action.SKIP) for key in keys]
    assert len(keys) == 3
    assert post.desk.clinic.ics.import_files(files=[file], choices=skipped).seq is None
    with pytest.raises(Invalid, match="unknown_row"):
        post.desk.clinic.ics.import_files(files=[file], choices=[*skipped, Choice(key="1:3")])
