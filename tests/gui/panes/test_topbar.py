"""The bar at the top."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.topbar import TopBar
from frontdesk.gui.parts.segmented import Segment

TITLE, BRIEF = "Wednesday, 18 March 2026", "Wed 18 Mar"


@pytest.fixture
def bar(room: QWidget) -> TopBar:
    made = TopBar(room)
    made.show_keys("Ctrl K", "Ctrl N")
    made.show_title(TITLE, BRIEF)
    made.resize(1280, 52)
    made.show()
    return made


def test_today_is_asked_for(bar: TopBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.today_asked):
        qtbot.mouseClick(bar.today, Qt.MouseButton.LeftButton)


def test_steps_back_and_on_are_asked_for(bar: TopBar, qtbot: QtBot) -> None:
    asked: list[int] = []
    bar.step_asked.connect(asked.append)
    qtbot.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.on, Qt.MouseButton.LeftButton)
    assert asked == [-1, 1]


def test_booking_is_asked_for(bar: TopBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.book_asked):
        qtbot.mouseClick(bar.book, Qt.MouseButton.LeftButton)


def test_finding_a_time_is_asked_for(bar: TopBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.find_asked):
        qtbot.mouseClick(bar.find_time, Qt.MouseButton.LeftButton)


def test_finding_a_time_gives_way_before_any_other_button(bar: TopBar) -> None:
    shown = []
    for width in (1280, 640):
        bar.resize(width, 52)
        shown.append((bar.find_time.isHidden(), bar.book.isHidden(), bar.today.isHidden()))
    assert shown == [(False, False, False), (True, False, False)]


def test_only_views_that_work_are_offered(bar: TopBar) -> None:
    assert [segment.text() for segment in bar.findChildren(Segment)] == ["Day", "Week"]


def test_a_view_is_chosen(bar: TopBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.view_chosen) as told:
        qtbot.mouseClick(bar.findChildren(Segment)[1], Qt.MouseButton.LeftButton)
    assert told.args == ["week"]


def test_the_practitioner_of_the_week_can_be_changed(bar: TopBar, qtbot: QtBot) -> None:
    chen, ortega = (Id(2**50), "Dr. Chen & Co"), (Id(2**50 + 1), "Dr. Ortega")
    bar.show_practitioners(chen, [chen, ortega])
    offered = bar.who.menu().actions()
    with qtbot.waitSignal(bar.practitioner_chosen) as told:
        offered[1].trigger()
    assert (told.args, [a.isChecked() for a in offered]) == ([ortega[0]], [True, True])
    assert offered[0].text() == "Dr. Chen && Co"


def test_a_day_has_no_practitioner(bar: TopBar) -> None:
    bar.show_practitioners((Id(1), "Dr. Chen"), [(Id(1), "Dr. Chen")])
    bar.show_practitioners(None, [])
    assert bar.who.isHidden()


def test_the_title_is_told_to_a_screen_reader_in_full(bar: TopBar) -> None:
    bar.resize(640, 52)
    assert bar.title.accessibleName() == TITLE


@pytest.mark.parametrize("width", [1600, 1280, 1000, 800, 640])
def test_nothing_of_the_bar_overlaps_or_leaves_it(bar: TopBar, width: int) -> None:
    bar.resize(width, 52)
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    shown = [w for w in bar.findChildren(QWidget) if w.parent() is bar and not w.isHidden()]
    areas = sorted((w.geometry() for w in shown), key=lambda area: area.left())
    assert all(one.right() < other.left() for one, other in pairwise(areas))
    assert areas[-1].right() < width


def test_a_wide_bar_shows_the_whole_title(bar: TopBar) -> None:
    assert (bar.title.text(), bar.title.is_elided()) == (TITLE, False)


def test_a_narrow_bar_shows_the_brief_title(bar: TopBar) -> None:
    bar.resize(760, 52)
    assert bar.title.text() == BRIEF


def test_what_had_to_go_comes_back_with_the_room(bar: TopBar) -> None:
    bar.resize(640, 52)
    gone = bar.brand.isHidden()
    bar.resize(1280, 52)
    assert (gone, bar.brand.isHidden()) == (True, False)


@pytest.mark.parametrize("width", [1280, 1000, 800, 640])
def test_today_and_the_steps_are_never_lost_not_even_beside_a_practitioner(bar: TopBar, width: int) -> None:
    bar.resize(width, 52)
    bar.show_practitioners((Id(1), "Dr. Maximiliane Oberhuber"), [(Id(1), "Dr. Maximiliane Oberhuber")])
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    always = (bar.today, bar.back, bar.on, bar.views, bar.book, bar.search, bar.more)
    assert not any(widget.isHidden() for widget in always)
    assert all(widget.width() >= widget.minimumSizeHint().width() for widget in (bar.today, bar.views, bar.who))
    assert bar.more.geometry().right() < width


def test_big_text_on_a_small_screen_still_leaves_every_button_whole(room: QWidget, qapp: QApplication) -> None:
    look = style.look()
    style.apply(qapp, look, 2.0)
    try:
        bar = TopBar(room)
        bar.show_title(TITLE, BRIEF)
        bar.show_practitioners((Id(1), "Dr. Amelia Chen"), [(Id(1), "Dr. Amelia Chen")])
        bar.resize(640, 104)
        bar.show()
        layout = bar.layout()
        assert layout is not None
        layout.activate()
        whole = (bar.today, bar.back, bar.on, bar.views, bar.search, bar.more)
        assert [widget.isHidden() for widget in whole] == [False] * len(whole)
        assert all(widget.width() >= widget.minimumSizeHint().width() for widget in whole if widget is not bar.search)
        assert [segment.accessibleName() for segment in bar.views.findChildren(Segment)] == ["Day", "Week"]
        assert bar.more.geometry().right() < 640
    finally:
        style.apply(qapp, look)
