"""Series that are more than one import takes reach less far at first, and are filled by the upkeep (C39, C78)."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.domain.errors import Stale
from frontdesk.domain.instants import DAY, EARLIEST, Instant
from frontdesk.domain.series import Series
from frontdesk.services.clinic import create_clinic
from frontdesk.services.ics import cases, reach
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post, vevent
from tests.services.series.test_horizon_imported import records_of, rows_of
from tests.support.clinics import ZONE

# Of weekly series without end 105 dates lie within two years, 9 within 60 days.
MANY = 6
FITS_60, FITS_90, FITS_180 = 6 * 9, 6 * 13, 6 * 26


def people(hour: int) -> tuple[str, str]:
    return f"ATTENDEE;CN=Pat {hour}:mailto:p{hour}@x.example", "ORGANIZER;CN=Amelia Chen:mailto:chen@clinic.example"


def weekly(hour: int, *lines: str, uid: str = "", day: str = "20260319") -> tuple[str, ...]:
    """Give a visit of every week without end, with a patient of its own."""
    start = f"DTSTART;TZID={ZONE}:{day}T{hour:02}0000"
    lines = lines if any("RRULE" in line for line in lines) else ("RRULE:FREQ=WEEKLY", *lines)
    return vevent(*lines, *people(hour), uid=uid or f"s{hour}", start=start, end="DURATION:PT30M")


def several(*lines: str, many: int = MANY) -> list[tuple[str, ...]]:
    return [weekly(8 + number, *lines) for number in range(many)]


def capped(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Let imports take so many times; the law is 30,000."""
    monkeypatch.setattr(cases, "MOST_TIMES", most)
    monkeypatch.setattr(reach, "MOST_TIMES", most)


def records(post: Post) -> list[Series]:
    with post.desk.clinic.book.reading() as book:
        return list(book.all(Series))


def days_ahead(post: Post) -> set[int]:
    return {((one.filled or 0) - post.desk.clock.now // DAY * DAY) // DAY for one in records(post)}


def total(post: Post) -> int:
    return post.desk.clinic.appointments.list(archived=True, size=1).total


@pytest.mark.parametrize(("most", "days"), [(FITS_60, 60), (FITS_90, 90), (FITS_180, 180), (629, 180), (630, 732)])
def test_all_series_reach_as_far_as_all_of_them_fit(
    most: int, days: int, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped(monkeypatch, most)
    rows = post.send(*several()).preview.rows
    assert [row.state for row in rows] == [State.NEW] * MANY
    # One that begins tomorrow has as many days from there.
    assert days_ahead(post) == {days if days == 732 else days + 1}


def test_the_rest_comes_by_itself_just_as_an_import_without_a_limit_has_it(
    post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = several("EXDATE;TZID=America/New_York:20270318T080000,20270325T100000")
    far = vevent(
        f"RECURRENCE-ID;TZID={ZONE}:20270401T090000",
        "SUMMARY:Moved",
        *people(9),
        uid="s9",
        start=f"DTSTART;TZID={ZONE}:20270402T110000",
        end="DURATION:PT1H",
    )
    file, now = post.file(*lines, far), post.desk.clock
    with (
        create_clinic(tmp_path / "one.frontdesk", name="C", zone_name=ZONE, clock=now) as one,
        create_clinic(tmp_path / "other.frontdesk", name="C", zone_name=ZONE, clock=now) as other,
    ):
        other.ics.import_files(files=[file])
        capped(monkeypatch, FITS_60)
        assert one.ics.import_files(files=[file]).visits == FITS_60
        assert one.series.extend().added == MANY * 96 - 2
        assert rows_of(one, EARLIEST) == rows_of(other, EARLIEST)
        # The version that had no row at first stays with its series.
        assert [said[:2] for said in records_of(one)] == [said[:2] for said in records_of(other)]


@pytest.mark.parametrize("extended", [False, True])
@pytest.mark.parametrize("most", [FITS_60, 100_000])
def test_the_same_file_again_changes_nothing(
    extended: bool, most: int, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped(monkeypatch, FITS_60)
    post.send(*several())
    if extended:
        post.desk.clinic.series.extend()
    capped(monkeypatch, most)
    again = post.send(*several())
    assert (again.seq, {row.state for row in again.preview.rows}) == (None, {State.SAME})


def test_a_newer_version_of_the_file_fills_no_further_and_calls_nothing_off(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped(monkeypatch, FITS_60)
    post.send(*several())
    done = post.send(*several("SUMMARY:Newer", "SEQUENCE:1"))
    assert (done.changed, done.visits, done.cancelled) == (FITS_60, 0, 0)
    post.desk.clinic.series.extend()
    assert total(post) == MANY * 105
    assert {visit.title for visit in post.visits()} == {"Newer"}


def test_a_newer_version_calls_nothing_off_that_the_upkeep_has_made(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped(monkeypatch, FITS_60)
    post.send(*several())
    post.desk.clinic.series.extend()
    done = post.send(*several("SUMMARY:Newer", "SEQUENCE:1"))
    assert (done.changed, done.visits, done.cancelled) == (MANY * 105, 0, 0)


def test_the_preview_says_how_far_they_reach_at_first(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    capped(monkeypatch, FITS_60)
    rows = post.preview(*several()).rows
    end = Instant(post.desk.clock.now // DAY * DAY + 61 * DAY)
    assert {(row.repeats.until, row.repeats.times) for row in rows if row.repeats} == {(end, 9)}


def test_of_a_series_that_ends_before_nothing_is_said(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    capped(monkeypatch, FITS_60 + 4)
    row = post.preview(*several(), weekly(20, "RRULE:FREQ=WEEKLY;COUNT=4")).rows[-1]
    assert row.repeats is not None
    assert (row.repeats.until, row.repeats.times) == (None, 4)


def test_a_version_of_a_date_that_is_not_there_yet_comes_with_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    capped(monkeypatch, FITS_60)
    far = vevent(f"RECURRENCE-ID;TZID={ZONE}:20270401T080000", uid="s8", start=f"DTSTART;TZID={ZONE}:20270401T083000")
    row = post.preview(*several(), far).rows[-1]
    assert (row.state, row.reason) == (State.LEFT_OUT, "comes_later")


def test_one_that_begins_later_has_its_first_dates(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    capped(monkeypatch, FITS_60 + 9)
    rows = post.send(*several(), weekly(20, day="20270107")).preview.rows
    assert (rows[-1].state, rows[-1].repeats and rows[-1].repeats.times) == (State.NEW, 9)


def test_what_is_too_much_even_so_waits_for_a_second_import(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    capped(monkeypatch, FITS_60 - 1)
    rows = post.send(*several(many=2 * MANY)).preview.rows
    assert {row.reason for row in rows} == {"", "too_many_times"}


def test_what_is_more_than_one_series_may_have_is_filled_as_far_as_an_import_takes_and_then_further(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    flood = weekly(8, "RRULE:FREQ=HOURLY;INTERVAL=6", "TRANSP:TRANSPARENT")
    capped(monkeypatch, 1_000)
    post.send(flood)
    assert total(post) == 718
    assert [post.desk.clinic.series.extend().added for _ in range(2)] == [1_282, 922]


def test_one_undo_takes_back_an_import_with_what_the_upkeep_has_added(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped(monkeypatch, FITS_60)
    done = post.send(*several())
    post.desk.clinic.series.extend()
    post.desk.clinic.history.undo(seq=done.seq)
    assert (total(post), records(post)) == (0, [])
    post.desk.clinic.history.redo()
    assert (total(post), post.desk.clinic.series.extend().added) == (MANY * 105, 0)


def test_no_undo_takes_back_what_somebody_has_changed_of_it(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    capped(monkeypatch, FITS_60)
    done = post.send(*several())
    post.desk.clinic.series.extend()
    last = post.desk.clinic.appointments.list(size=500, page=2).items[-1]
    post.desk.clinic.appointments.update(id=last.id, title="Mine")
    with pytest.raises(Stale):
        post.desk.clinic.history.undo(seq=done.seq)


def test_series_are_filled_a_few_at_once_until_none_waits(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    capped(monkeypatch, FITS_60)
    post.send(*several())
    first = post.desk.clinic.series.extend(most=4)
    rest = post.desk.clinic.series.extend(most=4, after=first.last)
    assert (first.added, rest.added, rest.last) == (4 * 96, 2 * 96, None)
