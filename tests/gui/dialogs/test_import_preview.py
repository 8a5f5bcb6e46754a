"""Importing a calendar file: everything is shown first, chosen row by row, done and undone as one step."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from frontdesk import ics
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs import import_reasons as reasons
from frontdesk.gui.dialogs import import_remarks as remarks
from frontdesk.gui.dialogs import import_words as words
from frontdesk.gui.dialogs.import_draft import NOT_TAKEN, ImportDraft, Totals
from frontdesk.gui.dialogs.import_preview import ImportDialog
from frontdesk.gui.dialogs.import_table import Column, ImportModel
from frontdesk.gui.dialogs.row_menu import AllMenu, PatientCard, RowMenu
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.segmented import Segment
from frontdesk.services.ics.preview import Action, Preview, Repeats, Row, State, Trouble
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import Desk

Opener = Callable[..., ImportDialog]
# The screenless platform says of every menu that it can neither raise it nor grab keys for it.
of_menus = pytest.mark.qt_log_ignore("This plugin does not support")
# What the reader notes of a file without losing an event by it.
KNOWN = frozenset(
    re.findall(
        r'(?:_say|problems\.add|Unreadable)\([^"\n]*"([a-z_0-9]+)"',
        "\n".join(path.read_text() for path in Path(ics.__file__).parent.glob("*.py")),
    )
)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\n"
CHEN = "ORGANIZER;CN=Dr. Amelia Chen:mailto:amelia@example.org\r\n"


def event(uid: str, day: int, hour: int, title: str, *more: str, organizer: str = CHEN) -> str:
    start = f"DTSTART;TZID=America/New_York:202603{day:02d}T{hour:02d}0000"
    end = f"DTEND;TZID=America/New_York:202603{day:02d}T{hour:02d}3000"
    lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260301T000000Z", start, end, f"SUMMARY:{title}", *more]
    return "\r\n".join(lines) + "\r\n" + organizer + "END:VEVENT\r\n"


def calendar(folder: Path, *events: str, name: str = "chen.ics") -> Path:
    path = folder / name
    path.write_bytes((HEAD + "".join(events) + "END:VCALENDAR\r\n").encode())
    return path


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the dialog on files, with the preview there."""

    def do(*files: Path) -> ImportDialog:
        dialog = ImportDialog(tasks, files, over)
        dialog.open()
        dialog.resize(1120, 700)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.waitUntil(lambda: tasks.idle)
        return dialog

    return do


def cells(dialog: ImportDialog, column: Column) -> list[str]:
    model = dialog.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def ticks(dialog: ImportDialog) -> list[bool]:
    role = Qt.ItemDataRole.CheckStateRole
    model = dialog.model
    return [model.index(n, 0).data(role) == Qt.CheckState.Checked for n in range(model.rowCount())]


def imported(dialog: ImportDialog, qtbot: Any) -> Any:
    with qtbot.waitSignal(dialog.imported) as signal:
        dialog.do.click()
    return signal.args[0]


def test_each_event_is_shown_with_its_state_title_and_time(opener: Opener, tmp_path: Path) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), event("b", 20, 11, "Talk")))
    assert cells(dialog, Column.STATE) == ["New", "New"]
    assert cells(dialog, Column.TITLE) == ["Team", "Talk"]
    assert "09:00–09:30" in cells(dialog, Column.WHEN)[0]


def test_nothing_is_changed_before_import_is_pressed(desk: Desk, opener: Opener, tmp_path: Path) -> None:
    opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    assert desk.clinic.appointments.list().total == 0


def test_import_does_what_is_ticked_as_one_step(
    desk: Desk, opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), event("b", 20, 11, "Talk")))
    assert dialog.do.text() == "Import 2"
    done = imported(dialog, qtbot)
    assert done.visits == 2
    desk.clinic.history.undo(seq=done.seq)
    assert desk.clinic.appointments.list().total == 0


def test_what_is_unticked_is_left_out(desk: Desk, opener: Opener, tmp_path: Path, press: Press, qtbot: Any) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), event("b", 20, 11, "Talk")))
    dialog.table.setFocus()
    press("<Space>")
    assert ticks(dialog) == [False, True]
    assert dialog.do.text() == "Import 1"
    imported(dialog, qtbot)
    assert [a.title for a in desk.clinic.appointments.list().items] == ["Talk"]


def test_one_space_ticks_all_rows_that_are_selected(opener: Opener, tmp_path: Path, press: Press) -> None:
    dialog = opener(calendar(tmp_path, *(event(str(n), 20, n, "Talk") for n in range(9, 15))))
    dialog.table.selectAll()
    dialog.table.setFocus()
    press("<Space>")
    assert ticks(dialog) == [False] * 6


def test_a_clash_is_left_out_until_it_is_ticked_and_then_booked_over_the_other(
    desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any
) -> None:
    desk.book(start=desk.at(9, day=2))
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    assert cells(dialog, Column.STATE) == ["Clash"]
    assert ticks(dialog) == [False]
    assert not dialog.do.isEnabled()
    row = dialog.model.row(0)
    assert row is not None
    dialog.model.tick((row,))
    assert dialog.draft.action_of(row) is Action.ANYWAY
    assert imported(dialog, qtbot).visits == 1


def test_what_cannot_be_read_is_told_with_its_line_and_cannot_be_ticked(opener: Opener, tmp_path: Path) -> None:
    broken = "BEGIN:VEVENT\r\nUID:x\r\nDTSTART:2026-13-40\r\nEND:VEVENT\r\n"
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), broken))
    assert cells(dialog, Column.STATE)[1] == "Unreadable"
    assert "line" in cells(dialog, Column.TITLE)[1]
    assert "2026-13-40" in cells(dialog, Column.WHY)[1]
    row = dialog.model.row(1)
    assert row is not None
    dialog.model.tick((row,))
    assert ticks(dialog) == [True, False]


def test_a_second_look_at_the_same_file_says_same(desk: Desk, opener: Opener, tmp_path: Path) -> None:
    path = calendar(tmp_path, event("a", 20, 9, "Team"))
    desk.clinic.ics.import_files(files=[path])
    dialog = opener(path)
    assert cells(dialog, Column.STATE) == ["Same"]
    assert not dialog.do.isEnabled()


def test_a_newer_file_says_what_moved(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.clinic.ics.import_files(files=[calendar(tmp_path, event("a", 20, 9, "Team"))])
    dialog = opener(calendar(tmp_path, event("a", 20, 11, "Team", "SEQUENCE:2")))
    assert cells(dialog, Column.STATE) == ["Changed"]
    assert "09:00" in cells(dialog, Column.WHY)[0]
    assert imported(dialog, qtbot).changed == 1


def test_the_filter_counts_and_shows_one_state(opener: Opener, tmp_path: Path) -> None:
    broken = "BEGIN:VEVENT\r\nUID:x\r\nDTSTART:2026-13-40\r\nEND:VEVENT\r\n"
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), broken))
    dialog.filter.choose(State.UNREADABLE.value)
    dialog.filter.chosen.emit(State.UNREADABLE.value)
    assert cells(dialog, Column.STATE) == ["Unreadable"]
    assert dialog.do.text() == "Import 1"


def test_all_events_can_be_given_to_one_practitioner(
    desk: Desk, opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    dialog.whose.setCurrentText("Dr. Luis Ortega")
    dialog.whose.activated.emit(dialog.whose.currentIndex())
    qtbot.waitUntil(lambda: tasks.idle)
    assert "Ortega" in cells(dialog, Column.WHY)[0]
    imported(dialog, qtbot)
    assert desk.clinic.appointments.list().items[0].practitioner_id == desk.ortega.id


def test_events_with_a_patient_become_the_service_that_is_chosen(
    desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any
) -> None:
    who = "ATTENDEE;CN=Leo Martin:mailto:leo@example.org"
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Leo Martin", who)))
    dialog.becomes.setCurrentText("Consultation")
    dialog.becomes.activated.emit(dialog.becomes.currentIndex())
    imported(dialog, qtbot)
    assert desk.clinic.appointments.list().items[0].service_id == desk.service.id


@of_menus
def test_the_patient_of_a_row_can_be_changed(
    desk: Desk, opener: Opener, tmp_path: Path, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    who = "ATTENDEE;CN=E. N.:mailto:en@example.org"
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "E. N.", who)))
    dialog.table.setFocus()
    press("<Enter>")
    menu = next(m for m in dialog.findChildren(QMenu) if m.isVisible() and m.parent() is dialog)
    next(a for a in menu.actions() if a.text() == "Change patient…").trigger()
    menu.close()
    card = dialog.findChild(PatientCard)
    assert card is not None
    card.field.setFocus()
    press("eva<Enter>")
    qtbot.waitUntil(lambda: tasks.idle and dialog.draft.choices != {})
    qtbot.waitUntil(lambda: tasks.idle)
    imported(dialog, qtbot)
    assert desk.clinic.appointments.list().items[0].patient_id == desk.eva.id


@of_menus
def test_a_row_is_given_to_another_practitioner_by_its_menu(
    desk: Desk, opener: Opener, tmp_path: Path, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    dialog.table.setFocus()
    press("<Enter>")
    menu = next(m for m in dialog.findChildren(QMenu) if m.isVisible() and m.parent() is dialog)
    who = next(a.menu() for a in menu.actions() if a.menu() is not None)
    next(a for a in who.actions() if a.text() == "Dr. Luis Ortega").trigger()
    menu.close()
    qtbot.waitUntil(lambda: tasks.idle)
    imported(dialog, qtbot)
    assert desk.clinic.appointments.list().items[0].practitioner_id == desk.ortega.id


def test_a_file_that_is_not_there_is_told_and_nothing_can_be_imported(opener: Opener, tmp_path: Path) -> None:
    dialog = opener(tmp_path / "gone.ics")
    assert dialog.empty.isVisible()
    assert dialog.empty.title.text()
    assert not dialog.do.isEnabled()


def test_a_file_without_events_is_told(opener: Opener, tmp_path: Path) -> None:
    assert opener(calendar(tmp_path)).empty.isVisible()


def test_closing_calls_the_reading_off(tasks: Tasks, over: QWidget, tmp_path: Path, press: Press, qtbot: Any) -> None:
    held = threading.Event()
    tasks.run(lambda _clinic: held.wait(20))
    dialog = ImportDialog(tasks, [calendar(tmp_path, event("a", 20, 9, "Team"))], over)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
    press("<Esc>")
    held.set()
    qtbot.waitUntil(lambda: tasks.idle)


def test_the_report_holds_a_line_for_each_event(
    desk: Desk, opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), event("b", 20, 11, "Talk")))
    dialog.save_report(tmp_path / "report.txt")
    qtbot.waitUntil(lambda: tasks.idle)
    lines = (tmp_path / "report.txt").read_text().splitlines()
    assert [line.split("\t")[3] for line in lines if "\t" in line] == ["Team", "Talk"]


def test_no_file_name_stands_in_the_title_of_the_window(opener: Opener, tmp_path: Path) -> None:
    assert "eva" not in opener(calendar(tmp_path, name="eva novak.ics")).windowTitle().lower()


def rows(count: int) -> list[Row]:
    states = list(State)
    return [
        Row(
            key=f"0:{n}",
            state=states[n % len(states)],
            action=Action.IMPORT,
            file="a.ics",
            line=n,
            title=f"Event {n}",
            start=Instant(n * 60_000),
            end=Instant((n + 30) * 60_000),
            zone="UTC",
        )
        for n in range(count)
    ]


def test_the_model_keeps_the_rules_of_qt_while_rows_come_and_go(dressed: QApplication) -> None:
    model = ImportModel()
    checked: QAbstractItemModel = model
    tester = QAbstractItemModelTester(checked, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(rows(50), ImportDraft(()))
    model.choose(ImportDraft(()).ticked(rows(50), taken=False))
    model.show_rows(rows(3), ImportDraft(()))
    model.show_rows((), ImportDraft(()))
    assert tester.model() is model


def test_only_rows_that_are_seen_are_put_into_words(dressed: QApplication, over: QWidget, qtbot: Any) -> None:
    from frontdesk.gui.dialogs.import_table import ImportTable

    model = ImportModel()
    put: list[Row] = []
    held = model.pieces
    model.pieces = lambda row: (put.append(row), held(row))[1]  # type: ignore[method-assign]
    table = ImportTable(model)
    qtbot.addWidget(table)
    table.resize(1000, 400)
    model.show_rows(rows(20_000), ImportDraft(()))
    table.show()
    table.grab()
    assert 0 < len({row.key for row in put}) < 30


@pytest.mark.parametrize(("state", "able"), [(State.NEW, True), (State.SAME, False), (State.UNREADABLE, False)])
def test_a_tick_is_offered_where_there_is_something_to_do(dressed: QApplication, state: State, able: bool) -> None:
    model = ImportModel()
    model.show_rows([row for row in rows(12) if row.state is state], ImportDraft(()))
    assert bool(model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable) is able


def test_what_is_too_far_back_is_left_out_and_its_date_has_its_year(opener: Opener, tmp_path: Path) -> None:
    old = event("old", 18, 9, "Old", "RRULE:FREQ=DAILY;COUNT=5").replace(":202603", ":201003")
    dialog = opener(calendar(tmp_path, old, event("new", 18, 9, "New")))
    assert cells(dialog, Column.STATE) == ["Not taken", "New"]
    assert cells(dialog, Column.WHEN) == ["Thu 18 Mar 2010, 09:00–09:30", "Wed 18 Mar, 09:00–09:30"]
    assert cells(dialog, Column.WHY)[0].startswith("too far back: visits are taken from ")
    dialog.filter.choose(NOT_TAKEN)
    dialog.filter.chosen.emit(NOT_TAKEN)
    assert cells(dialog, Column.TITLE) == ["Old"]


def tabs(dialog: ImportDialog) -> list[str]:
    """List the choices of the filter that are offered."""
    return [each.accessibleName() for each in dialog.filter.findChildren(Segment) if each.isVisible()]


def test_only_choices_that_list_something_are_offered(opener: Opener, tmp_path: Path) -> None:
    assert tabs(opener(calendar(tmp_path, event("a", 20, 9, "Team")))) == ["All 1", "New 1"]


def test_an_older_version_in_the_same_file_is_not_said_to_be_the_same(opener: Opener, tmp_path: Path) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Old"), event("a", 20, 11, "Team", "SEQUENCE:2")))
    assert cells(dialog, Column.STATE) == ["Not taken", "New"]
    assert tabs(dialog) == ["All 2", "New 1", "Not taken 1"]


def test_an_answer_about_a_visit_that_is_not_here_is_not_said_to_be_the_same(opener: Opener, tmp_path: Path) -> None:
    answer = event("a", 20, 9, "Leo Martin", "ATTENDEE;CN=Gus Guest;PARTSTAT=DECLINED:mailto:gus@example.org")
    dialog = opener(calendar(tmp_path, "METHOD:REPLY\r\n", answer))
    assert cells(dialog, Column.STATE) == ["Not taken"]
    assert cells(dialog, Column.WHY) == ["an answer about a visit that is not here · Gus Guest"]


def test_answers_to_what_the_same_import_brings_say_who_and_when(opener: Opener, tmp_path: Path) -> None:
    invited = "ATTENDEE;CN=Gus Guest:mailto:gus@example.org\r\nATTENDEE;CN=Ida Guest:mailto:ida@example.org"
    reply = "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260302T000000Z\r\n"
    answers = [
        f"{reply}ATTENDEE;CN={n};PARTSTAT=ACCEPTED:mailto:{n[:3].lower()}@example.org\r\nEND:VEVENT\r\n"
        for n in ("Gus Guest", "Ida Guest")
    ]
    dialog = opener(
        calendar(tmp_path, event("a", 20, 9, "Team", invited)),
        calendar(tmp_path, "METHOD:REPLY\r\n", *answers, name="reply.ics"),
    )
    assert cells(dialog, Column.TITLE) == ["Team"] * 3
    assert cells(dialog, Column.WHEN) == ["Fri 20 Mar, 09:00–09:30"] * 3
    assert cells(dialog, Column.WHY)[1:] == ["answered: is coming · Gus Guest", "answered: is coming · Ida Guest"]


def test_what_was_exported_here_is_as_it_is_in_the_book(desk: Desk, opener: Opener, tmp_path: Path) -> None:
    desk.book(start=desk.at(9, day=2))
    path = tmp_path / "visits.ics"
    path.write_text(desk.clinic.ics.export().text, newline="")
    dialog = opener(path)
    assert cells(dialog, Column.WHY) == ["as it is in the book"]
    assert cells(dialog, Column.TITLE) == ["Eva Novák"]


def test_the_foot_counts_events_and_visits(opener: Opener, tmp_path: Path) -> None:
    series = event("a", 20, 9, "Team", "RRULE:FREQ=DAILY;COUNT=5")
    dialog = opener(calendar(tmp_path, series, event("b", 20, 11, "Talk")))
    assert dialog.do.text() == "Import 2"
    assert dialog.summary.text().startswith("2 new events, 6 visits · ")


def test_a_series_of_which_a_part_is_free_is_something_to_import(desk: Desk, opener: Opener, tmp_path: Path) -> None:
    desk.book(start=desk.at(9, day=2))
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team", "RRULE:FREQ=DAILY;COUNT=5")))
    assert dialog.do.text() == "Import 1"
    assert dialog.summary.text().startswith("1 series in part, 4 visits · ")


def test_an_event_that_names_nobody_says_so(opener: Opener, tmp_path: Path) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team", organizer=""), event("b", 20, 11, "Talk")))
    assert cells(dialog, Column.WHY) == ["new visit · nobody named", "new visit · Dr. Amelia Chen · no patient"]


@pytest.mark.parametrize("data", [b"", b"\x00\xff\x13rubbish\r\n:;\x90" * 50, b"<!DOCTYPE html>\n<p>Hello</p>"])
def test_of_what_is_no_calendar_one_sentence_is_said(opener: Opener, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "junk.ics"
    path.write_bytes(data)
    dialog = opener(path)
    assert dialog.empty.isVisible()
    assert dialog.empty.title.text() == "This is not a calendar file."
    assert (tabs(dialog), dialog.whose.isEnabled(), dialog.report.isEnabled()) == (["All 0"], False, False)
    assert not dialog.do.isEnabled()


def test_beside_calendars_a_file_that_is_none_has_one_remark(opener: Opener, tmp_path: Path) -> None:
    junk = tmp_path / "junk.ics"
    junk.write_bytes(b"<!DOCTYPE html>\n<p>Hello</p>\n<p>There</p>")
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")), junk)
    dialog.filter.choose("remarks")
    dialog.filter.chosen.emit("remarks")
    assert (cells(dialog, Column.WHEN), cells(dialog, Column.WHY)) == (["junk.ics"], ["this is not a calendar file"])


def test_an_import_that_is_stopped_leaves_the_book_as_it_was_and_says_so(
    desk: Desk, opener: Opener, tmp_path: Path, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    held = threading.Event()
    tasks.run(lambda _clinic: held.wait(20))
    dialog.do.click()
    greyed = [each.isEnabled() for each in (dialog.whose, dialog.becomes, dialog.filter, dialog.together)]
    with qtbot.waitSignal(dialog.stopped):
        press("<Esc>")
        told, there = dialog.work.text(), dialog.isVisible()
        held.set()
    assert (greyed, told.startswith("Stopping"), there) == ([False] * 4, True, True)
    assert not dialog.isVisible()
    assert desk.clinic.appointments.list().total == 0


def test_after_an_import_that_was_refused_the_choices_can_be_used_again(
    opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    path = calendar(tmp_path, event("a", 20, 9, "Team"))
    dialog = opener(path)
    path.unlink()
    dialog.do.click()
    qtbot.waitUntil(lambda: tasks.idle)
    assert [each.isEnabled() for each in (dialog.whose, dialog.filter, dialog.together)] == [True] * 3


@pytest.mark.parametrize(("count", "told"), [(1, "1 new practitioner"), (2, "2 new practitioners")])
def test_people_are_counted_in_right_grammar(count: int, told: str) -> None:
    parts = words.summary(Totals(), Preview(files=(), new_practitioners=count)).split(" · ")
    assert told in parts


def test_the_new_practitioners_follow_whose_the_events_are(
    opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    other = "ORGANIZER;CN=Dr. Novel:mailto:novel@example.org\r\n"
    dialog = opener(calendar(tmp_path, event("a", 18, 9, "A", organizer=other)))
    assert "1 new practitioner" in dialog.summary.text()
    dialog.whose.activated.emit(1)
    qtbot.waitUntil(lambda: tasks.idle)
    assert "practitioner" not in dialog.summary.text()


def test_what_was_read_in_another_way_is_listed_beside_the_events(opener: Opener, tmp_path: Path) -> None:
    mixed = event("a", 20, 9, "Team", "EXDATE:2026-13-40") + "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Call\r\nEND:VTODO\r\n"
    dialog = opener(calendar(tmp_path, mixed))
    dialog.filter.choose("remarks")
    dialog.filter.chosen.emit("remarks")
    assert cells(dialog, Column.STATE) == ["Remark", "Remark"]
    assert "VTODO" in cells(dialog, Column.TITLE)
    told = " ".join(cells(dialog, Column.WHY))
    assert "1 kept as they came" in told
    assert "2026-13-40" in told
    assert ticks(dialog) == [False, False]
    assert not dialog.together.isEnabled()
    assert dialog.do.text() == "Import 1"


def test_a_remark_says_which_file_it_is_about(opener: Opener, tmp_path: Path) -> None:
    todo = "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n"
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")), calendar(tmp_path, todo, name="tasks.ics"))
    dialog.filter.choose("remarks")
    dialog.filter.chosen.emit("remarks")
    assert cells(dialog, Column.WHEN) == ["tasks.ics"]


def test_a_file_of_tasks_alone_can_be_kept(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    dialog = opener(calendar(tmp_path, "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Call\r\nEND:VTODO\r\n"))
    assert dialog.do.isEnabled()
    done = imported(dialog, qtbot)
    assert done.kept == 1
    assert words.result(done) == "Imported: 1 other item kept"


def test_a_newer_rule_that_no_visit_shows_can_be_imported(
    desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any
) -> None:
    series = event("a", 20, 9, "Team").replace("END:VEVENT", "RRULE:FREQ=YEARLY\r\nEND:VEVENT")
    imported(opener(calendar(tmp_path, series)), qtbot)
    dialog = opener(calendar(tmp_path, series.replace("END:VEVENT", "EXDATE:20310320T130000Z\r\nEND:VEVENT")))
    assert dialog.do.isEnabled()
    assert words.result(imported(dialog, qtbot)) == "Imported: 1 series up to date"


def all_of(dialog: ImportDialog, words_of_it: str) -> None:
    """Choose something for all rows that are listed."""
    dialog.together.click()
    menu = next(m for m in dialog.findChildren(AllMenu) if m.isVisible())
    next(a for a in menu.actions() if a.text() == words_of_it).trigger()
    menu.close()


@of_menus
def test_all_rows_that_are_listed_are_left_out_at_once(opener: Opener, tmp_path: Path) -> None:
    dialog = opener(calendar(tmp_path, *(event(str(n), 20, n, "Talk") for n in range(9, 15))))
    all_of(dialog, "Leave out")
    assert ticks(dialog) == [False] * 6
    all_of(dialog, "Import")
    assert dialog.do.text() == "Import 6"


@of_menus
def test_only_the_rows_that_clash_are_booked_anyway(desk: Desk, opener: Opener, tmp_path: Path) -> None:
    desk.book(start=desk.at(9, day=2))
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), event("b", 20, 11, "Talk")))
    all_of(dialog, "Book anyway what clashes")
    actions = {row.title: dialog.draft.action_of(row) for row in (dialog.model.row(0), dialog.model.row(1)) if row}
    assert actions == {"Team": Action.ANYWAY, "Talk": Action.IMPORT}
    assert dialog.do.text() == "Import 2"


@of_menus
def test_all_rows_that_are_listed_go_to_another_practitioner(
    desk: Desk, opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team"), event("b", 20, 11, "Talk")))
    dialog.together.click()
    menu = next(m for m in dialog.findChildren(AllMenu) if m.isVisible())
    who = next(a.menu() for a in menu.actions() if a.menu() is not None)
    next(a for a in who.actions() if a.text() == "Dr. Luis Ortega").trigger()
    menu.close()
    qtbot.waitUntil(lambda: tasks.idle)
    imported(dialog, qtbot)
    assert {a.practitioner_id for a in desk.clinic.appointments.list().items} == {desk.ortega.id}


def test_a_clash_says_in_its_menu_and_its_tip_what_stands_in_the_way(
    desk: Desk, opener: Opener, tmp_path: Path
) -> None:
    desk.book(start=desk.at(9, day=2))
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    row = dialog.model.row(0)
    assert row is not None
    menu = RowMenu(dialog, row, dialog.draft, [], "America/New_York")
    assert menu.actions()[0].text() == "in the book, Fri 20 Mar, 09:00–09:30"
    assert not menu.actions()[0].isEnabled()
    tip = dialog.model.index(0, Column.WHY).data(Qt.ItemDataRole.ToolTipRole)
    assert "in the book, Fri 20 Mar, 09:00–09:30" in tip
    assert "chen.ics, line 4" in tip


def menu_of(dialog: ImportDialog, qtbot: Any) -> RowMenu:
    """Wait for the menu of a row: whose visits are in the way is read first."""
    qtbot.waitUntil(lambda: any(m.isVisible() for m in dialog.findChildren(RowMenu)))
    return next(m for m in dialog.findChildren(RowMenu) if m.isVisible())


@of_menus
def test_the_menu_of_a_clash_names_whose_visit_is_in_the_way_and_offers_to_show_it(
    desk: Desk, opener: Opener, tmp_path: Path, press: Press, qtbot: Any
) -> None:
    visit = desk.book(start=desk.at(9, day=2))
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    dialog.table.setFocus()
    press("<Enter>")
    menu = menu_of(dialog, qtbot)
    told = [a.text() for a in menu.actions() if a.text() and a.menu() is None]
    with qtbot.waitSignal(dialog.visit_asked) as asked:
        menu.actions()[0].trigger()
    menu.close()
    assert told[:3] == ["Show Eva Novák · Fri 20 Mar, 09:00–09:30", "Leave out", "Book anyway"]
    assert asked.args == [visit.id]


@of_menus
def test_the_menu_of_a_row_opens_where_it_was_asked_for(opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    area = dialog.table.visualRect(dialog.model.index(0, Column.WHY))
    at = area.center()
    at.setX(area.right() - 20)
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    menu = menu_of(dialog, qtbot)
    corner = dialog.table.viewport().mapFromGlobal(dialog.table.menu_corner())
    menu.close()
    assert abs(corner.x() - at.x()) < 80
    assert corner.y() in range(area.top(), area.bottom() + 2)


def test_a_patient_who_is_named_by_the_title_alone_is_told_apart(desk: Desk, opener: Opener, tmp_path: Path) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Eva Novák - physio")))
    row = dialog.model.row(0)
    assert row is not None
    told = words.why(row, dialog.draft, "UTC")
    assert told[1] == words.Piece("patient by the title: Eva Novák", strong=True)


def test_what_is_cut_short_in_a_row_stands_whole_in_its_tip(opener: Opener, tmp_path: Path) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    tip = dialog.model.index(0, Column.WHY).data(Qt.ItemDataRole.ToolTipRole)
    for told in (cells(dialog, Column.TITLE)[0], "09:00–09:30", cells(dialog, Column.WHY)[0]):
        assert told in tip


def test_an_answer_says_who_comes(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    invited = "ATTENDEE;CN=Leo Martin;PARTSTAT=NEEDS-ACTION:mailto:leo@example.org"
    desk.clinic.ics.import_files(files=[calendar(tmp_path, event("a", 20, 9, "Leo Martin", invited))])
    answer = event("a", 20, 9, "Leo Martin", "ATTENDEE;CN=Leo Martin;PARTSTAT=DECLINED:mailto:leo@example.org")
    dialog = opener(calendar(tmp_path, "METHOD:REPLY\r\n", answer, name="reply.ics"))
    assert cells(dialog, Column.STATE) == ["Changed"]
    assert cells(dialog, Column.WHY) == ["answered: is not coming · Leo Martin"]


@pytest.mark.parametrize("code", sorted(KNOWN - {"unreadable"}))
def test_every_code_of_the_reader_has_a_sentence_of_its_own(code: str) -> None:
    trouble = Trouble("a.ics", 7, "VEVENT", code, "detail")
    (remark,) = remarks.rows(Preview(files=("a.ics",), zone="Europe/Madrid", troubles=(trouble,)))
    lost = Row(key="0:7", state=State.UNREADABLE, action=Action.SKIP, file="a.ics", line=7, reason=code)
    as_remark, as_loss = remarks.words(remark), reasons.words(lost, "UTC")
    assert as_remark != "not read as it stands there" or not as_loss.startswith("cannot be read")
    assert "%" not in as_remark + as_loss


def test_work_that_broke_is_not_waited_for(tasks: Tasks, over: QWidget, tmp_path: Path, qtbot: Any) -> None:
    dialog = ImportDialog(tasks, [calendar(tmp_path, event("a", 20, 9, "Team"))], over)
    dialog.open()
    tasks.broke.emit("ValueError")
    qtbot.waitUntil(lambda: tasks.idle)
    dialog._look()
    tasks.broke.emit("ValueError")
    assert dialog.empty.isVisible()
    assert not dialog.do.isEnabled()
    qtbot.waitUntil(lambda: tasks.idle)


@pytest.mark.parametrize(("width", "stacked"), [(1120, False), (760, True)])
def test_with_little_room_the_time_stands_below_the_title_and_nothing_scrolls_sideways(
    opener: Opener, tmp_path: Path, width: int, stacked: bool
) -> None:
    dialog = opener(calendar(tmp_path, event("a", 20, 9, "Team")))
    dialog.resize(width, 700)
    QApplication.processEvents()
    assert dialog.table.isColumnHidden(Column.WHEN) is stacked
    assert dialog.table.horizontalScrollBar().maximum() == 0


def test_of_a_series_that_comes_in_two_parts_it_is_said_that_the_rest_comes_by_itself() -> None:
    until = Instant(1_789_603_200_000)  # 17 September 2026, 00:00 UTC
    row = Row(
        key="0:1",
        state=State.NEW,
        action=Action.IMPORT,
        file="a.ics",
        line=1,
        start=Instant(until - 86_400_000),
        end=Instant(until - 86_000_000),
        zone="UTC",
        repeats=Repeats("FREQ=WEEKLY", 9, False, until),
    )
    assert words.when(row, "UTC", 2026).endswith("· first up to 17 Sep 2026, the rest comes by itself")
    later = replace(row, state=State.LEFT_OUT, action=Action.SKIP, reason="comes_later", repeats=None)
    assert reasons.words(later, "UTC").startswith("comes by itself with the rest of its series")
