"""What stands on the sheets: the list of a class, the day, the calls to make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from frontdesk.domain.appointment import Attendance, Payment, Status
from frontdesk.gui.printing.class_list import Comer, Session, class_list
from frontdesk.gui.printing.day_sheet import day_sheet
from frontdesk.gui.printing.phone_list import Call, phone_list
from frontdesk.gui.printing.sheet import BOX, Sheet
from tests.gui.board.builders import DAY, a_board, a_column, a_visit

SESSION = Session("Back-pain class", "Wed 18 Mar, 09:30–10:30", "Nora Svensson", "Group room A", DAY, 4, 2, 1)
EVA = Comer("Eva Novák", "+43 660 1", Attendance.GOING, Payment.PAID)
OMAR = Comer("Omar Aziz", attendance=Attendance.MAYBE, no_show=True)


def list_of(session: Session = SESSION) -> Sheet:
    return class_list(session, (EVA, OMAR), "Main Street Clinic", "now")


def test_a_class_list_has_a_line_for_everyone_and_empty_ones_up_to_the_seats() -> None:
    rows = list_of().tables[0].rows
    assert [row[1] for row in rows] == ["Eva Novák", "Omar Aziz", "", ""]
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert all(BOX in row for row in rows)


def test_a_class_list_says_who_has_paid_and_who_did_not_come() -> None:
    first, second = list_of().tables[0].rows[:2]
    assert first[2:5] == ("+43 660 1", "Going", "Paid")
    assert second[2:5] == ("", "No-show", "")


def test_a_class_list_says_when_where_and_how_many() -> None:
    assert list_of().under == (
        "Wed 18 Mar, 09:30–10:30",
        "Nora Svensson · Group room A",
        "2 of 4 seats · 1 waiting",
    )


def test_a_class_without_a_limit_has_no_empty_lines() -> None:
    assert len(list_of(replace(SESSION, seats=None)).tables[0].rows) == 2


def test_the_name_of_a_file_tells_the_day_and_nobody() -> None:
    assert list_of().name == f"Class list {DAY.isoformat()}"


def test_a_day_sheet_has_a_table_for_each_who_has_visits() -> None:
    chen, idle = a_column(1, name="Dr. Chen"), a_column(2, name="Dr. Idle")
    board = a_board([chen, idle], [a_visit(room="Room 1")])
    sheet = day_sheet(board, "Wednesday", "Main Street Clinic", "now")
    (table,) = sheet.tables
    assert table.heading == "Dr. Chen"
    assert table.rows[0][1] == "Eva Novák"
    assert table.rows[0][3:] == ("Room 1", "Booked")


def test_a_day_sheet_leaves_out_what_was_cancelled() -> None:
    board = a_board([a_column()], [a_visit(status=Status.CANCELLED)])
    assert day_sheet(board, "Wednesday", "", "").tables[0].rows == ()


def test_a_day_sheet_counts_the_seats_of_a_class() -> None:
    visit = a_visit(patient="", title="Back-pain class", seats=12, heads=7, waiting=0)
    rows = day_sheet(a_board([a_column()], [visit]), "Wednesday", "", "").tables[0].rows
    assert rows[0][1] == "Back-pain class (7 of 12 seats)"


def test_a_phone_list_says_whom_to_call_about_what() -> None:
    sheet = phone_list("Dr. Chen is ill", date(2026, 3, 18), [Call("Eva", "660 1", "09:30", "Moved")], "Clinic", "now")
    assert sheet.tables[0].rows == (("Eva", "660 1", "09:30", "Moved", BOX),)
    assert sheet.name == "Phone list 2026-03-18"
