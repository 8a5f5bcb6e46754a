"""Messages at the bottom of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.parts import toast as toasts_module
from frontdesk.gui.parts.toast import MOST, Toast, Toasts


@pytest.fixture
def toasts(room: QWidget) -> Toasts:
    return Toasts(room)


def buttons(toast: Toast) -> dict[str, QPushButton]:
    return {each.accessibleName(): each for each in toast.findChildren(QPushButton)}


def enter(toast: Toast) -> None:
    place = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(place, place, place))


def test_a_message_is_shown_and_counts_down(toasts: Toasts) -> None:
    toast = toasts.say("Saved")
    assert (toast.isVisible(), toast.counting, toasts.shown) == (True, True, (toast,))


def test_a_message_goes_away_by_itself(toasts: Toasts, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(toasts_module, "DONE_MS", 1)
    toasts.say("Saved")
    qtbot.waitUntil(lambda: toasts.shown == ())


def test_undo_does_it_and_takes_the_message_away(toasts: Toasts, qtbot: QtBot) -> None:
    undone: list[str] = []
    toast = toasts.say("Moved", "done", ("Undo", lambda: undone.append("move")))
    qtbot.mouseClick(buttons(toast)["Undo"], Qt.MouseButton.LeftButton)
    assert (undone, toasts.shown) == (["move"], ())


def test_several_things_can_be_offered(toasts: Toasts) -> None:
    toast = toasts.say("Booked", "done", ("Show", lambda: None), ("Undo", lambda: None))
    assert list(buttons(toast)) == ["Show", "Undo", "Dismiss"]


def test_a_message_can_be_dismissed(toasts: Toasts, qtbot: QtBot) -> None:
    toast = toasts.say("Moved")
    qtbot.mouseClick(buttons(toast)["Dismiss"], Qt.MouseButton.LeftButton)
    assert toasts.shown == ()


def test_a_message_stays_while_the_pointer_is_on_it(toasts: Toasts) -> None:
    toast = toasts.say("Moved")
    enter(toast)
    assert not toast.counting


def test_a_message_counts_again_when_the_pointer_leaves(toasts: Toasts) -> None:
    toast = toasts.say("Moved")
    enter(toast)
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.counting


def test_the_oldest_goes_when_there_are_too_many(toasts: Toasts) -> None:
    for kind in ("done", "refused", "told"):
        toasts.say(kind, kind)
    assert [toast.words for toast in toasts.shown] == ["refused", "told"]
    assert MOST == 2


def test_a_message_takes_the_place_of_the_one_of_its_kind(toasts: Toasts) -> None:
    toasts.say("Moved")
    for _ in range(2):
        toasts.say("There is nothing to redo.", "refused")
    toasts.say("Moved again")
    assert [toast.words for toast in toasts.shown] == ["There is nothing to redo.", "Moved again"]


def test_what_was_told_of_a_step_goes_with_it(toasts: Toasts) -> None:
    toasts.say("Moved", step=7)
    toasts.say("Not free", "refused")
    toasts.drop_step(7)
    assert [toast.words for toast in toasts.shown] == ["Not free"]


def test_the_focus_of_a_message_goes_home_and_not_to_another_message(
    toasts: Toasts, room: QWidget, qtbot: QtBot
) -> None:
    home = QPushButton("Board", room)
    home.show()
    toasts.home = home
    toasts.say("Not free", "refused", ("Look", lambda: None))
    undo = buttons(toasts.say("Moved", "done", ("Undo", lambda: None)))["Undo"]
    undo.setFocus()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is home


def test_messages_are_stacked_in_the_middle_without_touching(toasts: Toasts, room: QWidget) -> None:
    first, second = toasts.say("First"), toasts.say("Second, with more words than the first", "told")
    cards = [toast.card().translated(toast.pos()) for toast in (first, second)]
    assert not cards[0].intersects(cards[1])
    assert cards[0].bottom() < cards[1].top()
    assert all(abs(card.center().x() - room.width() // 2) <= 1 for card in cards)


def test_messages_follow_the_size_of_the_window(toasts: Toasts, room: QWidget) -> None:
    toast = toasts.say("Moved")
    room.resize(500, 400)
    card = toast.card().translated(toast.pos())
    assert room.rect().contains(card)
    assert abs(card.center().x() - 250) <= 1


def test_messages_stay_within_their_area_wherever_it_goes(toasts: Toasts, room: QWidget) -> None:
    area = QWidget(room)
    area.setGeometry(20, 0, 300, 200)
    area.show()
    toasts.stay_within(area)
    toast = toasts.say("Not free: " + "Dr. Amelia Chen has Ana Ruiz; " * 6, "refused")
    for left in (20, 60):
        area.move(left, 0)
        card = toast.card().translated(toast.pos())
        assert left <= card.left() <= card.right() <= left + 300


def test_messages_stay_within_a_new_area_when_the_old_one_goes(toasts: Toasts, room: QWidget) -> None:
    old, new = QWidget(room), QWidget(room)
    new.setGeometry(60, 0, 200, 200)
    new.show()
    toasts.stay_within(old)
    toasts.stay_within(new)
    old.deleteLater()
    QApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete)
    assert toasts.area is new


def test_an_esc_that_nothing_else_wants_takes_all_messages_away(toasts: Toasts, room: QWidget, qtbot: QtBot) -> None:
    toasts.say("Moved")
    toasts.say("Not free", "refused")
    inside = QWidget(room)
    qtbot.keyClick(inside, Qt.Key.Key_Escape)
    assert toasts.shown == ()


def test_long_words_are_wrapped_inside_the_window(toasts: Toasts, room: QWidget) -> None:
    room.resize(320, 400)
    short, long = toasts.say("Moved"), toasts.say("Not free: " + "Dr. Amelia Chen has Ana Ruiz; " * 6, "refused")
    assert room.rect().contains(long.card().translated(long.pos()))
    assert long.height() > 2 * short.height()


def test_a_message_shows_names_as_plain_text(toasts: Toasts) -> None:
    toast = toasts.say("<b>Eva</b> moved")
    assert toast.accessibleName() == "<b>Eva</b> moved"


def test_a_message_is_said_to_a_screen_reader(toasts: Toasts, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[QAccessible.Event] = []

    def hear(event: QAccessibleEvent) -> None:
        told.append(event.type())

    monkeypatch.setattr(toasts_module.QAccessible, "updateAccessibility", hear)
    toasts.say("Moved")
    assert QAccessible.Event.Announcement in told


def test_a_message_takes_the_focus_from_nobody(toasts: Toasts, room: QWidget) -> None:
    room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room.setFocus()
    toasts.say("Moved", "done", ("Undo", lambda: None))
    assert QApplication.focusWidget() is room


def test_all_messages_can_be_taken_away(toasts: Toasts) -> None:
    toasts.say("Eva Novák moved")
    toasts.say("Leo Martin moved")
    toasts.clear()
    assert toasts.shown == ()


def test_in_a_dialog_esc_closes_the_dialog_whatever_it_told(room: QWidget, qtbot: QtBot) -> None:
    dialog = QDialog(room)
    Toasts(dialog).say("Cancelled")
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
