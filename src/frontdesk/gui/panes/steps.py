"""The way of a visit from booked to done, as five steps that can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.domain.appointment import NEXT_STATUSES, Status
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.pressable import Pressable

PATH = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED)


class Step(Pressable):
    """One step: done, held now, or still to come."""

    def __init__(self, status: Status, place: str) -> None:
        super().__init__()
        self.status = status
        self.state = "coming"
        self._place = place
        self.setText(wording.status_step(status))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, state: str, *, possible: bool) -> None:
        """Say how it stands, and whether it may be pressed."""
        self.state = state
        self.setEnabled(possible)
        said = {
            "done": self.tr("%1, done"),
            "now": self.tr("%1, now"),
            "coming": self.tr("%1, not yet"),
        }[state]
        self.setAccessibleName(said.replace("%1", wording.status_words(self.status)))
        self.setToolTip(wording.status_words(self.status) if possible else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the words."""
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self.text()) + style.scaled(10), style.scaled(26))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self.text()) + style.scaled(4), style.scaled(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the step."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, text = self._colours(look)
        if self.isEnabled() and self.underMouse():
            fill = look.raised
        painting.end_rounded(painter, self.rect(), fill, look.surface, self._place, 5)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, 5, 1.5)
        painter.setFont(self._font())
        painter.setPen(painting.colour(text))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _colours(self, look: Look) -> tuple[str, str]:
        if self.state == "done":
            return look.accent_soft, look.accent
        if self.state == "coming":
            return look.raised, look.text_soft
        return {
            Status.ARRIVED: (look.arrived, look.on_arrived),
            Status.IN_PROGRESS: (look.in_progress, look.on_in_progress),
        }.get(self.status, (look.accent, look.on_accent))

    def _font(self) -> QFont:
        weight = QFont.Weight.DemiBold if self.state == "now" else QFont.Weight.Medium
        return fonts.font(11, weight, style.scale())


class StatusSteps(QWidget):
    """The five steps; `asked` tells the status that was pressed."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Status"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.steps: list[Step] = []
        for index, status in enumerate(PATH):
            step = Step(status, painting.place_in_row(index, len(PATH)))
            step.clicked.connect(lambda _checked=False, s=status: self.asked.emit(s))
            self.steps.append(step)
            row.addWidget(step)

    def show_status(self, status: Status, *, group: bool = False) -> None:
        """Show how far a visit is; of a class, whose people arrive one by one, without that step."""
        reached = PATH.index(status) if status in PATH else -1
        for index, step in enumerate(self.steps):
            state = "now" if index == reached else "done" if index < reached else "coming"
            step.setVisible(not (group and step.status is Status.ARRIVED))
            step.put(state, possible=step.status in NEXT_STATUSES[status])
