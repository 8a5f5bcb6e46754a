"""A check finds what is not as it must be, names no patient, and writes nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from frontdesk.domain.errors import Unavailable
from frontdesk.services.check import check_book
from frontdesk.services.clinic import open_clinic
from frontdesk.store.engine import plain
from frontdesk.store.revision import HEAD
from tests.support.clinics import Desk

_MADE: list[bytes] = []


@pytest.fixture
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Leave a closed book in which a day was worked; it is worked once, and copied for every test."""
    if not _MADE:
        _MADE.append(worked(request.getfixturevalue("desk")))
    path = tmp_path / "kept.frontdesk"
    path.write_bytes(_MADE[0])
    return path


def worked(desk: Desk) -> bytes:
    one = desk.book(9, room=desk.room.id)
    desk.book(9, 10, patient=desk.leo.id, override_reason="Acute pain")
    desk.book(11, group=True, attendees=[desk.eva.id, desk.leo.id], minutes=60)
    desk.book(12, 30, minutes=3 * 24 * 60, practitioner=desk.ortega.id)
    gone = desk.book(14)
    desk.clinic.appointments.move(id=one.id, start=desk.at(15))
    desk.clinic.appointments.delete(id=gone.id)
    desk.clinic.history.undo()
    desk.clinic.appointments.cancel(id=gone.id, reason="Ill")
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    desk.clinic.close()
    return desk.path.read_bytes()


def harm(path: Path, *statements: str) -> None:
    with closing(plain(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


def kinds(path: Path) -> set[str]:
    return {problem.kind for problem in check_book(path).problems}


def test_a_book_in_which_a_day_was_worked_is_sound(kept: Path) -> None:
    report = check_book(kept)
    assert report.problems == ()
    assert report.sound
    assert (report.revision, report.visits) == (HEAD, 5)
    assert report.changesets == 19


def test_a_book_can_be_checked_while_it_is_open(desk: Desk) -> None:
    desk.book()
    assert check_book(desk.path).sound


def test_a_check_writes_nothing(kept: Path) -> None:
    before = kept.read_bytes()
    check_book(kept)
    assert kept.read_bytes() == before


VISIT = "(SELECT min(id) FROM appointment)"
HARMS: dict[str, tuple[set[str], str]] = {
    "a claim taken away": ({"claims"}, f"DELETE FROM claim WHERE appointment_id = {VISIT}"),
    "a claim made up": ({"claims"}, f"INSERT INTO claim VALUES (1, 99, 1, 5, {VISIT}, 6, NULL)"),
    "a claim of no visit": ({"claims", "references"}, "INSERT INTO claim VALUES (1, 99, 1, 5, 77, 6, NULL)"),
    "a longer claim": ({"claims"}, f"UPDATE claim SET ends_at = ends_at + 1 WHERE appointment_id = {VISIT}"),
    "a reason that nobody gave": (
        {"claims"},
        f"UPDATE claim SET override_reason = 'x' WHERE appointment_id = {VISIT} AND subject = 1",
    ),
    "an overlap that nobody asked for": (
        {"claims", "overlaps"},
        "INSERT INTO claim SELECT subject, subject_id, unit, starts_at + 1, "
        f"appointment_id, ends_at, NULL FROM claim WHERE appointment_id = {VISIT} LIMIT 1",
    ),
    "a visit moved behind the book's back": (
        {"claims", "record"},
        f"UPDATE appointment SET starts_at = starts_at - 60000 WHERE id = {VISIT}",
    ),
    "a title changed behind the book's back": ({"record"}, f"UPDATE appointment SET title = 'x' WHERE id = {VISIT}"),
    "a visit taken away": (
        {"claims", "record", "references"},
        f"DELETE FROM appointment WHERE id = {VISIT}",
    ),
    "an attendee taken away": (
        {"attendees"},
        "DELETE FROM attendee WHERE patient_id = (SELECT min(patient_id) FROM attendee)",
    ),
    "a word taken away": ({"search"}, "DELETE FROM patient_word WHERE word = (SELECT min(word) FROM patient_word)"),
    "a word made up": ({"search"}, "INSERT INTO patient_word SELECT 'zzz', patient_id FROM patient_word LIMIT 1"),
    "a phone made up": ({"search"}, "INSERT INTO patient_phone SELECT '555', patient_id FROM patient_word LIMIT 1"),
    "a line changed": ({"search"}, "UPDATE patient_line SET line = 'x'"),
    "a patient renamed behind the book's back": (
        {"record", "search"},
        "UPDATE patient SET family_name = 'Xavier' WHERE number = '1001'",
    ),
    "a practitioner made up": (
        {"record"},
        "INSERT INTO practitioner (id, name, speciality, email, phone, hue, position, version) "
        "VALUES (7, 'x', '', '', '', 1, 1, 1)",
    ),
    "hours changed": ({"record"}, "UPDATE schedule SET rules = '[]'"),
    "a change rewritten": ({"chain", "record"}, 'UPDATE change SET after = \'{"title":"x"}\' WHERE seq = 9'),
    "a step taken away": ({"chain", "references"}, "DELETE FROM changeset WHERE seq = 9"),
    "a column more": ({"schema"}, "ALTER TABLE patient ADD COLUMN x"),
    "an index less": ({"schema"}, "DROP INDEX ix_appointment_long"),
    "a status that does not exist": (
        {"claims", "record"},
        f"UPDATE appointment SET status = 'lost' WHERE id = {VISIT}",
    ),
}


@pytest.mark.parametrize("what", HARMS)
def test_a_check_finds(kept: Path, what: str) -> None:
    expected, statement = HARMS[what]
    harm(kept, statement)
    assert kinds(kept) == expected


def test_a_check_finds_that_the_last_steps_were_cut_off(kept: Path) -> None:
    """The chain itself cannot show it: a shorter chain is a chain too."""
    harm(kept, "DELETE FROM change WHERE seq > 15", "DELETE FROM changeset WHERE seq > 15")
    assert kinds(kept) == {"record"}


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER claim_guard_insert",
        "CREATE TRIGGER theirs AFTER INSERT ON patient BEGIN SELECT 1; END",
    ],
)
def test_a_check_finds_a_guard_less_and_a_guard_more(kept: Path, statement: str) -> None:
    with closing(plain(kept)) as connection:
        connection.execute(statement)
    assert kinds(kept) == {"guards"}


def test_a_check_names_places_and_counts_all_of_them(kept: Path) -> None:
    harm(kept, "INSERT INTO claim WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 50) "
        "SELECT 1, 99, 1, i * 10, 900 + i, i * 10 + 5, NULL FROM n")  # fmt: skip
    found = {problem.kind: problem for problem in check_book(kept).problems}
    assert found["claims"].count == 50
    assert found["claims"].places[:2] == ("appointment 901", "appointment 902")
    assert len(found["claims"].places) == 20


def test_a_report_names_no_patient(kept: Path) -> None:
    harm(kept, *(statement for _, statement in HARMS.values() if "status" not in statement))
    said = str(check_book(kept)).casefold()
    for name in ("eva", "novák", "leo", "martin", "xavier", "1001"):
        assert name not in said


def test_a_first_page_that_reads_as_none_is_a_report_and_no_error(kept: Path) -> None:
    with kept.open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 2000)
    report = check_book(kept)
    assert not report.sound
    assert report.problems[0].kind == "pages"
    assert (report.visits, report.changesets) == (None, None)


def test_what_is_no_book_is_refused_as_in_opening_it(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no_such_file"):
        check_book(tmp_path / "none.frontdesk")
    (tmp_path / "notes.txt").write_text("notes")
    with pytest.raises(Unavailable, match="not_a_book"):
        check_book(str(tmp_path / "notes.txt"))


def test_a_book_of_another_version_is_not_judged(kept: Path) -> None:
    harm(kept, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unavailable, match="other_version"):
        check_book(kept)


@pytest.mark.logs_warnings
def test_a_harmed_book_that_is_opened_again_has_its_guards_and_is_sound(kept: Path) -> None:
    with closing(plain(kept)) as connection:
        connection.execute("DROP TRIGGER claim_guard_insert")
    open_clinic(kept).close()
    assert check_book(kept).sound


def test_a_time_that_a_visit_left_and_nothing_tells_of_is_found(kept: Path) -> None:
    assert kinds(kept) == set()
    harm(kept, "DELETE FROM departure WHERE ends_at = (SELECT max(ends_at) FROM departure)")
    assert kinds(kept) == {"departures"}
