"""The list of what was found, and the field that steers it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.parts.hits import Hit, HitList, HitModel
from frontdesk.gui.parts.search_field import SearchField

HITS = (
    Hit("Patients", heading=True),
    Hit("Leo Martin", "1979-06-02", "last seen 4 Mar", "user", 1),
    Hit("Leona Marsh", "1991-11-20", "", "user", 2),
    Hit("Commands", heading=True),
    Hit("New appointment", "", "Ctrl N", "calendar-plus", 3),
)


@pytest.fixture
def hits(room: QWidget) -> HitList:
    made = HitList("Found", room)
    made.resize(400, 300)
    made.show()
    made.show_hits(HITS)
    return made


def test_the_model_keeps_qts_rules(room: QWidget) -> None:
    model = HitModel(room)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_hits(HITS)
    model.show_hits(())
    assert tester.model() is model


def test_the_first_hit_is_the_one_that_enter_takes(hits: HitList) -> None:
    assert hits.current == HITS[1]


def test_steering_passes_headings_over(hits: HitList) -> None:
    walked = []
    for where in ("down", "down", "down", "up"):
        hits.steer(where)
        assert hits.current is not None
        walked.append(hits.current.payload)
    assert walked == [2, 3, 1, 3]


def test_enter_takes_the_current_hit(hits: HitList, qtbot: QtBot) -> None:
    hits.steer("down")
    with qtbot.waitSignal(hits.taken) as told:
        hits.steer("take")
    assert told.args == [2]


def test_a_click_takes_a_hit(hits: HitList, qtbot: QtBot) -> None:
    place = hits.visualRect(hits.model().index(4, 0)).center()
    with qtbot.waitSignal(hits.taken) as told:
        qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [3]


def test_a_heading_cannot_be_taken(hits: HitList, qtbot: QtBot) -> None:
    place = hits.visualRect(hits.model().index(0, 0)).center()
    with qtbot.assertNotEmitted(hits.taken):
        qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_nothing_is_taken_from_an_empty_list(hits: HitList, qtbot: QtBot) -> None:
    hits.show_hits(())
    with qtbot.assertNotEmitted(hits.taken):
        hits.steer("take")
        hits.steer("down")


def test_a_screen_reader_gets_all_words_of_a_hit(hits: HitList) -> None:
    index = hits.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Leo Martin, 1979-06-02, last seen 4 Mar"


def test_the_list_asks_for_the_height_of_its_hits_and_no_more(hits: HitList) -> None:
    full = hits.wanted_height(1000)
    hits.show_hits(HITS[:2])
    assert (hits.wanted_height(1000) < full, hits.wanted_height(30)) == (True, 30)


def test_long_words_stay_inside_the_list(room: QWidget) -> None:
    made = HitList("Found", room)
    made.resize(160, 60)
    made.show_hits([Hit("W" * 80, "W" * 80, "Booked", "user")])
    made.show()
    assert made.grab().width() == 160


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (Qt.Key.Key_Up, "up"),
        (Qt.Key.Key_Down, "down"),
        (Qt.Key.Key_Return, "take"),
        (Qt.Key.Key_Enter, "take"),
        (Qt.Key.Key_Escape, "leave"),
        (Qt.Key.Key_PageDown, "page_down"),
    ],
)
def test_a_field_hands_the_keys_of_the_list_on(room: QWidget, qtbot: QtBot, key: Qt.Key, told: str) -> None:
    field = SearchField("Search…", "Ctrl K", room)
    with qtbot.waitSignal(field.steered) as heard:
        qtbot.keyClick(field, key)
    assert heard.args == [told]


def test_a_field_keeps_letters_for_itself(room: QWidget, qtbot: QtBot) -> None:
    field = SearchField("Search…", "Ctrl K", room)
    with qtbot.assertNotEmitted(field.steered):
        qtbot.keyClicks(field, "leo mar")
    assert field.text() == "leo mar"


def test_the_chip_goes_when_something_is_typed(room: QWidget, qtbot: QtBot) -> None:
    def corner(text: str) -> bytes:
        field.setText(text)
        return bytes(field.grab().toImage().copy(210, 4, 40, 24).constBits())

    field = SearchField("Search…", "Ctrl K", room)
    field.resize(260, 32)
    assert corner("") != corner("leo")


def test_a_field_is_named_without_dots(room: QWidget) -> None:
    assert SearchField("Search patients, commands…", "", room).accessibleName() == "Search patients, commands"
