"""The dates of a series as rows, and as a table at the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.repeat_plan import State
from frontdesk.domain.series_table import SeriesRow, Stands
from frontdesk.gui.dialogs import series_words as words
from frontdesk.gui.dialogs.series_rows import Column, SeriesRows
from frontdesk.gui.dialogs.series_table import SeriesView
from frontdesk.gui.dialogs.series_words import Kind
from tests.support.made_series_tables import NOW, ZONE, a_date, a_table, mixed


@pytest.fixture
def rows(qtbot: Any) -> SeriesRows:
    made = SeriesRows()
    made.now = NOW
    made.begin(a_table(mixed()))
    return made


@pytest.fixture
def view(rows: SeriesRows, over: QWidget, qtbot: Any) -> SeriesView:
    made = SeriesView(rows)
    column = QVBoxLayout(over)
    column.addWidget(made)
    over.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.measure()
    return made


def column(rows: SeriesRows, which: Column) -> list[str]:
    return [rows.index(n, which).data() for n in range(rows.rowCount())]


def shown(rows: SeriesRows, kind: Kind) -> list[int]:
    rows.narrow(kind)
    found = [rows.row(n) for n in range(rows.rowCount())]
    return [mixed().index(row) for row in found if row is not None]


def test_each_date_says_how_it_stands(rows: SeriesRows) -> None:
    assert column(rows, Column.STANDS) == [
        "As planned",
        "As planned",
        "Changed",
        "Cancelled · Unwell",
        "Left out · Taken · Ana Ruiz 09:00–09:30",
        "Removed",
        "Taken · Ana Ruiz 09:00–09:30",
        "Entered later",
    ]


def test_while_names_are_masked_no_date_names_anyone(rows: SeriesRows) -> None:
    rows.masked = True
    told = " ".join(column(rows, Column.STANDS))
    assert "Ana Ruiz" not in told
    assert "Unwell" not in told


def test_a_date_that_was_changed_says_in_what(rows: SeriesRows) -> None:
    assert column(rows, Column.DIFFERS)[2] == "time, practitioner"


def test_a_field_that_has_no_name_here_is_a_detail() -> None:
    assert words.differs(("visit_note", "extras")) == "details"


def test_a_date_that_was_moved_tells_when_it_is(rows: SeriesRows) -> None:
    assert column(rows, Column.TIME)[1:3] == ["09:00", "10:00"]


def test_the_free_time_is_offered_where_a_date_stands_badly(rows: SeriesRows) -> None:
    assert column(rows, Column.INSTEAD) == ["", "", "", "", "10:00", "", "10:00", ""]


def test_a_date_that_was_left_out_and_is_free_by_now_can_be_booked() -> None:
    row = a_date(4, Stands.LEFT_OUT)
    assert words.instead(row, ZONE) == "book it"
    assert words.stands(row, ZONE) == "Left out · free by now"


def test_only_visits_that_take_place_tell_a_status(rows: SeriesRows) -> None:
    assert column(rows, Column.STATUS) == ["Done", "Booked", "Booked", "", "", "", "Booked", ""]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (Kind.ALL, [0, 1, 2, 3, 4, 5, 6, 7]),
        (Kind.TO_COME, [2, 6, 7]),
        (Kind.CHANGED, [2]),
        (Kind.LEFT_OUT, [4]),
        (Kind.GONE, [3, 5]),
    ],
)
def test_the_rows_can_be_narrowed_down(rows: SeriesRows, kind: Kind, found: list[int]) -> None:
    assert shown(rows, kind) == found
    assert rows.count(kind) == len(found)


def test_further_pages_are_added_below(rows: SeriesRows) -> None:
    rows.begin(a_table(mixed(), total=10))
    assert not rows.complete
    rows.add(a_table([a_date(8), a_date(9)], total=10, page=2))
    assert rows.complete
    assert rows.rowCount() == 10


def test_of_a_further_page_only_the_kind_that_is_shown_is_added(rows: SeriesRows) -> None:
    rows.narrow(Kind.CHANGED)
    rows.add(a_table([a_date(8), a_date(9, Stands.CHANGED)], total=10, page=2))
    assert rows.rowCount() == 2
    assert rows.loaded == 10


def test_the_model_keeps_the_rules_of_qt(rows: SeriesRows, qtbot: Any) -> None:
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.begin(a_table(mixed(), total=10))
    rows.add(a_table([a_date(8), a_date(9)], total=10, page=2))
    for kind in Kind:
        rows.narrow(kind)
    rows.begin(a_table(()))
    assert tester.model() is rows
    assert not rows.index(0, 0).isValid()
    assert rows.rowCount(QModelIndex()) == 0


def test_a_screen_reader_hears_a_whole_date(rows: SeriesRows) -> None:
    told = rows.index(4, Column.DATE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Wednesday, 15 April 2026, 09:00, Left out · Taken · Ana Ruiz 09:00–09:30, free instead: 10:00"


def test_every_way_to_stand_has_a_word_and_a_mark_of_its_own() -> None:
    assert len({words.stands_word(each) for each in Stands}) == len(Stands)
    assert all(words.mark(a_date(0, each)) for each in Stands)


def test_a_visit_that_stands_badly_has_the_mark_of_what_is_in_its_way() -> None:
    assert words.mark(a_date(0, state=State.TAKEN)) != words.mark(a_date(0))


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "opened"),
        (Qt.Key.Key_A, "taken"),
        (Qt.Key.Key_Delete, "removed"),
        (Qt.Key.Key_R, "restored"),
    ],
)
def test_a_key_deals_with_the_date_that_the_keys_are_on(view: SeriesView, qtbot: Any, key: Qt.Key, signal: str) -> None:
    view.go_to(4)
    got: list[SeriesRow] = []
    getattr(view, signal).connect(got.append)
    qtbot.keyClick(view, key)
    assert [row.key for row in got] == [mixed()[4].key]


def test_arrows_go_from_date_to_date(view: SeriesView, qtbot: Any) -> None:
    view.go_to(0)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current == mixed()[1]


def test_a_press_on_the_free_time_takes_it(view: SeriesView, qtbot: Any) -> None:
    got: list[SeriesRow] = []
    view.taken.connect(got.append)
    place = view.visualRect(view.model().index(6, Column.INSTEAD)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert [row.key for row in got] == [mixed()[6].key]


def test_where_there_is_little_room_the_status_gives_way_before_the_free_time(view: SeriesView, over: QWidget) -> None:
    assert not view.isColumnHidden(Column.STATUS)
    over.resize(420, 600)
    view.share_width()
    assert view.isColumnHidden(Column.STATUS)
    assert not view.isColumnHidden(Column.INSTEAD)
    assert not view.isColumnHidden(Column.DATE)
