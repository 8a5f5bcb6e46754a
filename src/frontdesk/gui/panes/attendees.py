"""The class in the inspector: how many seats are taken, a field to sign up, who comes, and who waits for a seat."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.instants import Instant
from frontdesk.gui.ground import attendee_words, wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.panes.attendees_lines import Kind, Line
from frontdesk.gui.panes.attendees_list import LineList
from frontdesk.gui.panes.attendees_menu import menu_for
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import SectionHeader


class OfferLine(QWidget):
    """Whom a seat is offered to, for how long still, and the answers to it; `asked` tells one and the Line."""

    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self.words = label("", "warn", wrap=True)
        self.accept = button(self.tr("Accepted"), "primary", does=lambda: self._ask("accept"))
        self.decline = button(self.tr("Declined"), does=lambda: self._ask("decline"))
        row = QHBoxLayout()
        row.setSpacing(style.scaled(6))
        row.addWidget(self.accept)
        row.addWidget(self.decline)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(4))
        column.addWidget(self.words)
        column.addLayout(row)
        self.hide()

    def say(self, line: Line | None, now: Instant) -> None:
        """Show whom a seat is offered to, or hide."""
        self._line = line
        if line is not None and line.held_until is not None:
            left = wording.minutes_left(line.held_until, now)
            self.words.setText(wording.filled(self.tr("Seat offered to %1 · %2 left"), line.name, left))
        self.setVisible(line is not None)

    def _ask(self, deed: str) -> None:
        if self._line is not None:
            self.asked.emit(deed, self._line)


class Roster(QWidget):
    """The section. `asked` tells a deed by its name, and the Line that it is about; `print_asked` wants it printed.

    The field that signs people up is laid in by `put_field`: it looks for patients, which no pane does.
    """

    asked = Signal(str, object)
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.has_seat = False
        self.header = SectionHeader(self.tr("Attendees"), inset=0)
        self.count = label("", "strong", wrap=True)
        self.troubles = label("", "warn", wrap=True)
        self.troubles.hide()
        self.hint = label("", "small", wrap=True)
        self.offer = OfferLine()
        self.list = LineList(self.tr("Attendees"))
        self.empty = label(self.tr("Nobody is signed up yet."), "muted", wrap=True)
        self.print = button(self.tr("Print the list…"), "link", does=self.print_asked.emit)
        self.list.menu_wanted.connect(self.show_menu)
        self.list.key_pressed.connect(self._key)
        self.offer.asked.connect(self.asked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(6))
        for each in (self.header, self.count, self.troubles, self.hint, self.offer, self.list, self.empty):
            self._column.addWidget(each)
        self._column.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)

    def put_field(self, field: QWidget, after: QWidget) -> None:
        """Lay in the field that signs people up, under the count; Tab comes to the section `after` another widget."""
        self._column.insertWidget(self._column.indexOf(self.hint), field)
        order = (after, field.focusProxy() or field, self.offer.accept, self.offer.decline, self.list, self.print)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def show_class(
        self,
        lines: Sequence[Line],
        heads: int,
        seats: int | None,
        now: Instant,
        troubles: Sequence[str] = (),
        *,
        closed: str = "",
    ) -> None:
        """Show who comes and who waits; `troubles` say what it collides with, `closed` why nobody more can come."""
        waiting = sum(line.kind is Kind.WAITS for line in lines)
        full = seats is not None and heads >= seats
        self.has_seat = not closed and not full
        parts = [attendee_words.seats_taken(heads, seats)]
        if full:
            parts.append(self.tr("full"))
        if waiting:
            parts.append(attendee_words.waiting(waiting))
        self.count.setText(" · ".join(parts))
        self.hint.setText(self.tr("Full: Enter puts on the waiting list.") if full and not closed else closed)
        self.hint.setVisible(bool(self.hint.text()))
        self.troubles.setText("\n".join(troubles))
        self.troubles.setVisible(bool(troubles))
        self.list.show_lines(lines)
        self.empty.setVisible(not lines)
        offered = (line for line in lines if line.kind is Kind.WAITS and line.held_until is not None)
        self.offer.say(next(offered, None), now)

    def show_menu(self, line: Line, place: QPoint) -> None:
        """Show what may be done with a line."""
        menu = menu_for(line, self.asked.emit, self, has_seat=self.has_seat)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)
        # Enter does the likeliest at once.
        menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))

    def _key(self, deed: str, line: Line) -> None:
        if line.kind is Kind.WAITS:
            if deed == "take_off":
                self.asked.emit("unlist", line)
        elif line.held_until is None:
            self.asked.emit(deed, line)
