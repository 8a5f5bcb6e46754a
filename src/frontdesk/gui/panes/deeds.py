"""The buttons under a visit: the next step first, then what else may be done with it now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.appointment import NEXT_STATUSES, Appointment, EventType, Status
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import KeyButton
from frontdesk.gui.parts.flow import FlowLayout

# The name of the action in the table of keys, by the status that it gives.
DEEDS = {
    "confirm": Status.CONFIRMED,
    "arrive": Status.ARRIVED,
    "start": Status.IN_PROGRESS,
    "complete": Status.COMPLETED,
    "no_show": Status.NO_SHOW,
}
_NEXT = {
    Status.BOOKED: "arrive",
    Status.CONFIRMED: "arrive",
    Status.ARRIVED: "start",
    Status.IN_PROGRESS: "complete",
}
# Whoever comes to a class is noted one by one.
_OF_EACH = (Status.ARRIVED, Status.NO_SHOW)
_AGAIN = (Status.NO_SHOW, Status.CANCELLED, Status.COMPLETED)
_MOVABLE = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_PROGRESS)


def next_of(status: Status, *, group: bool = False) -> Status | None:
    """Give the status that comes next on a visit's way, None where it has come to its end; a class never arrives."""
    deed = _next_deed(status, group=group)
    return None if deed is None else DEEDS[deed]


def is_of_each(status: Status) -> bool:
    """Tell whether a status is one of each who comes to a class, and not of the class."""
    return status in _OF_EACH


def _next_deed(status: Status, *, group: bool) -> str | None:
    deed = _NEXT.get(status)
    return "start" if group and deed == "arrive" else deed


def deeds_for(visit: Appointment) -> list[str]:
    """Name what may be done with a visit now, the next step first."""
    if visit.event_type is EventType.BLOCK:
        return ["edit", "move", "remove"]
    if visit.status is Status.HELD:
        return ["take_hold", "extend", "move", "release"] if visit.archived_at is None else []
    found = []
    staff = visit.event_type is EventType.STAFF
    following = _next_deed(visit.status, group=visit.group)
    if following is not None and not staff:
        found.append(following)
    if may_book_again(visit) and visit.status in _AGAIN:
        found.append("book_again")
    if visit.status is Status.NO_SHOW and not staff:
        found.append("start" if visit.group else "arrive")
    if visit.status is Status.BOOKED and not staff:
        found.append("confirm")
    if visit.status in _MOVABLE and visit.archived_at is None:
        found += ["move", "edit"]
    may_miss = Status.NO_SHOW in NEXT_STATUSES[visit.status] and visit.status is not Status.IN_PROGRESS
    if may_miss and not staff and not visit.group:
        found.append("no_show")
    if may_leave(visit):
        found.append("leave")
    if Status.CANCELLED in NEXT_STATUSES[visit.status]:
        found.append("cancel")
    if visit.status is Status.CANCELLED or visit.archived_at is not None:
        found.append("restore")
    return found


def more_for(visit: Appointment) -> list[str]:
    """Name what else the menu of a visit offers, which needs no button."""
    if visit.event_type is EventType.BLOCK or visit.status is Status.HELD:
        return []
    found = ["book_again"] if may_book_again(visit) and visit.status not in _AGAIN else []
    found.append("note")
    if visit.status is Status.NO_SHOW:
        found.append("why")
    if has_times(visit):
        found.append("times")
    if visit.archived_at is None:
        found.append("archive")
    return found


def may_book_again(visit: Appointment) -> bool:
    """Tell whether another visit like it can be booked: it is one of a patient alone."""
    return visit.event_type is EventType.APPOINTMENT and visit.patient_id is not None and not visit.group


def may_leave(visit: Appointment) -> bool:
    """Tell whether a patient can go without being seen: who has come and is not in yet; a class goes one by one."""
    return visit.status is Status.ARRIVED and visit.event_type is EventType.APPOINTMENT and not visit.group


def has_times(visit: Appointment) -> bool:
    """Tell whether anything was noted that can be put right: when the patient came, went in, came out or left."""
    noted = (visit.arrived_at, visit.actual_start, visit.actual_end, visit.left_at)
    return visit.event_type is EventType.APPOINTMENT and any(at is not None for at in noted)


class Deeds(QWidget):
    """The buttons; `asked` tells the name of the one that was pressed."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, style.scaled(6))
        words = {
            "confirm": self.tr("Confirm"),
            "arrive": self.tr("Arrived"),
            "start": self.tr("Start visit"),
            "complete": self.tr("Done"),
            "move": self.tr("Move"),
            "edit": self.tr("Edit"),
            "no_show": self.tr("No-show"),
            "leave": self.tr("Left unseen"),
            "book_again": self.tr("Book again"),
            "take_hold": self.tr("Book"),
            "extend": self.tr("10 minutes more"),
            "release": self.tr("Release"),
            "cancel": self.tr("Cancel visit"),
            "remove": self.tr("Remove block"),
            "restore": self.tr("Bring back"),
        }
        self.buttons = {name: KeyButton(text) for name, text in words.items()}
        self._keys: dict[str, str] = {}
        self._order: list[str] = []
        for name, each in self.buttons.items():
            each.clicked.connect(lambda _checked=False, n=name: self.asked.emit(n))
            each.setParent(self)
            each.hide()

    def set_keys(self, keys: dict[str, str]) -> None:
        """Learn which key does the same as a button; the next step shows it."""
        self._keys = keys
        self._show_keys()

    def show_for(self, visit: Appointment) -> None:
        """Offer what may be done with a visit now."""
        order = deeds_for(visit)
        self.buttons["start"].setText(self.tr("Start class") if visit.group else self.tr("Start visit"))
        self.buttons["cancel"].setText(self.tr("Cancel class") if visit.group else self.tr("Cancel visit"))
        if order == self._order:
            return
        self._order = order
        while self._flow.takeAt(0) is not None:
            pass
        for name, each in self.buttons.items():
            each.setVisible(name in order)
        for name in order:
            self._flow.addWidget(self.buttons[name])
        self._show_keys()
        self.setVisible(bool(order))
        self.updateGeometry()

    def focus_first(self) -> None:
        """Put the focus on the first button."""
        if self._order:
            self.buttons[self._order[0]].setFocus()

    def _show_keys(self) -> None:
        first = self._order[0] if self._order and self._order[0] in (*DEEDS, "take_hold", "book_again") else None
        for name, each in self.buttons.items():
            style.set_kind(each, "primary" if name == first else "danger" if name in ("cancel", "remove") else "")
            each.set_keys(self._keys.get(name, "") if name == first else "")
            if name != first and self._keys.get(name):
                each.setToolTip(self._keys[name])
