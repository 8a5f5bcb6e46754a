"""The booked visits that something touches, each opened by a click or Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.hits import Hit, HitList

if TYPE_CHECKING:
    from frontdesk.services.affected import Affected

MOST_HIGH = 220


@dataclass(frozen=True, slots=True)
class GoTo:
    """Show a visit on its day."""

    visit: Id
    day: date


class AffectedList(HitList):
    """The visits, as tall as they are many up to five of them; `visit_asked` (id, date) tells which is to be shown."""

    visit_asked = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.taken.connect(self._ask)
        self.hide()

    def show_visits(self, found: Sequence[Affected], zone: str) -> None:
        """Show other visits, their times on the wall of a zone; none hides the list."""
        self.show_hits([_hit(each, zone) for each in found])
        self.setVisible(bool(found))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the room of the visits."""
        return QSize(style.scaled(200), self.wanted_height(style.scaled(MOST_HIGH)))

    def minimumSizeHint(self) -> QSize:
        """Scroll rather than be cut."""
        return QSize(style.scaled(120), min(self.sizeHint().height(), style.scaled(60)))

    def _ask(self, wish: GoTo) -> None:
        self.visit_asked.emit(wish.visit, wish.day)


def _hit(visit: Affected, zone: str) -> Hit:
    who = visit.patient or visit.title or visit.service
    what = visit.service if visit.patient else ""
    below = " · ".join(part for part in (who, what, visit.practitioner) if part)
    when = wording.when(visit.start, visit.end, zone)
    return Hit(when, below, wording.status_words(visit.status), payload=GoTo(visit.id, local_date(visit.start, zone)))
