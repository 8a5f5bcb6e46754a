"""What may be done with one who comes to a class, or waits for a seat of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.gui.ground import attendee_words
from frontdesk.gui.panes.attendees_lines import Kind, Line

translate = QCoreApplication.translate
# The name of a deed, and what it is done with.
Asked = Callable[[str, Line], object]


def menu_for(line: Line, asked: Asked, parent: QWidget, *, has_seat: bool) -> QMenu:
    """Make the menu of a line; `has_seat` tells that a seat is free to be offered to one who waits."""
    menu = QMenu(parent)
    if line.kind is Kind.WAITS:
        _waits(menu, line, asked, has_seat=has_seat)
    elif line.held_until is None:
        _comes(menu, line, asked)
    _add(menu, translate("Attendees", "Show the patient"), "patient", line, asked)
    menu.addSeparator()
    off = translate("Attendees", "Take off the waiting list")
    if line.kind is Kind.WAITS:
        _add(menu, off, "unlist", line, asked)
    elif line.held_until is None:
        _add(menu, translate("Attendees", "Take off the class"), "take_off", line, asked, keys="Del")
    return menu


def _comes(menu: QMenu, line: Line, asked: Asked) -> None:
    _choices(menu, {f"attendance:{a.value}": attendee_words.attendance(a) for a in Attendance}, line, asked)
    menu.addSeparator()
    action = menu.addAction(_with_keys(attendee_words.no_show(), "N"))
    action.setCheckable(True)
    action.setChecked(line.no_show)
    action.triggered.connect(lambda _checked=False: asked("no_show", line))
    menu.addSeparator()
    _choices(menu, {f"payment:{p.value}": _payment(p) for p in _PAYMENTS}, line, asked)
    menu.addSeparator()
    _add(menu, translate("Attendees", "Move to another session…"), "move", line, asked)


_PAYMENTS = (Payment.PAID, Payment.PENDING, Payment.REFUNDED, Payment.NOT_APPLICABLE)


def _payment(stands: Payment) -> str:
    return translate("Attendees", "Payment: %1").replace("%1", attendee_words.payment(stands).lower())


def _waits(menu: QMenu, line: Line, asked: Asked, *, has_seat: bool) -> None:
    if line.held_until is not None:
        _add(menu, translate("Attendees", "Accept the seat"), "accept", line, asked)
        _add(menu, translate("Attendees", "Decline the seat"), "decline", line, asked)
    else:
        _add(menu, translate("Attendees", "Offer the seat"), "offer", line, asked)
        menu.actions()[-1].setEnabled(has_seat)
    menu.addSeparator()


def _choices(menu: QMenu, choices: dict[str, str], line: Line, asked: Asked) -> None:
    """Add choices of which one holds."""
    group = QActionGroup(menu)
    holds = (f"attendance:{line.attendance.value}", f"payment:{line.payment.value}")
    for name, words in choices.items():
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(name in holds)
        action.triggered.connect(lambda _checked=False, n=name: asked(n, line))
        group.addAction(action)


def _add(menu: QMenu, words: str, name: str, line: Line, asked: Asked, keys: str = "") -> None:
    menu.addAction(_with_keys(words, keys)).triggered.connect(lambda _checked=False: asked(name, line))


def _with_keys(words: str, keys: str) -> str:
    # Shown only: the key itself is the list's, and is about the line that it is on.
    return f"{words}\t{keys}" if keys else words
