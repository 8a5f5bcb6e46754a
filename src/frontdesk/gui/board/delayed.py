"""A board that tells who runs late: on the heads of columns, and on the visits that will begin later."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.board.blocks import Pictures
from frontdesk.gui.board.gapped import Gapped
from frontdesk.gui.board.late import ON_TIME, Late


class Delayed(Gapped):
    """A board with delays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._late = ON_TIME
        super().__init__(parent)

    @property
    def late(self) -> Late:
        """Give what is shown of delays."""
        return self._late

    def expected(self, visit: Id) -> Instant | None:
        """Give when a visit will begin, None where it is not known to begin later."""
        return self._late.expected.get(visit)

    def show_late(self, late: Late) -> None:
        """Show who runs late and what that does to visits; only what differs is painted anew."""
        before, self._late = self._late, late
        if late.expected != before.expected:
            self.pictures.expected = late.expected
            for block in self.plan.blocks:
                if before.expected.get(block.visit.id) != late.expected.get(block.visit.id):
                    self.update_content(block.rect)
        if late.marks != before.marks:
            self.header.show_late(late.marks)

    def _new_pictures(self, zone: str) -> Pictures:
        made = super()._new_pictures(zone)
        made.expected = self._late.expected
        return made
