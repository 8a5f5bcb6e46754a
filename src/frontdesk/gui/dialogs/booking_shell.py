"""The booking dialog as it stands there: its parts and their places, without what they do."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.booking_draft import Draft
from frontdesk.gui.dialogs.booking_fields import BookingFields
from frontdesk.gui.dialogs.enter_button import EnterButton
from frontdesk.gui.dialogs.frame import EDGE, Frame, scrolling
from frontdesk.gui.dialogs.kept_line import KeptLine
from frontdesk.gui.dialogs.new_patient import NewPatientPage
from frontdesk.gui.dialogs.series_pane import SeriesPane
from frontdesk.gui.dialogs.times_pane import TimesPane
from frontdesk.gui.dialogs.why_card import WhyCard
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import line

SIZE = QSize(1120, 700)
LEFT, LEFT_SHARE, NARROW = 400, 0.46, 480


class BookingShell(Frame):
    """Fields at the left, times at the right, what would be booked and the button that books at the foot."""

    def __init__(self, title: str, tasks: Tasks, parent: QWidget | None, kept: Draft | None) -> None:
        super().__init__(title, SIZE, parent)
        self.fields = BookingFields()
        self.new_patient = NewPatientPage(tasks)
        self.pane = TimesPane()
        self.kept = KeptLine(kept)
        self.summary = label("", "muted", wrap=True)
        self.hold = button(self.tr("Hold 10 min"))
        self.hold.setToolTip(self.tr("Keep this time for ten minutes, with or without a patient"))
        self.wait = button(self.tr("Waiting list…"))
        self.wait.setToolTip(self.tr("Put the patient on the waiting list where no free time suits"))
        self.book = EnterButton(self.tr("Book"))
        self.book.setDefault(True)
        self.stack = QStackedWidget()
        self.hint.setText(self.tr("Enter books · Esc closes"))
        self._left = scrolling(self._left_side())
        self._foot = self._made_foot()
        self.right = QStackedWidget()
        self.right.addWidget(self.pane)
        self.series = SeriesPane()
        self.right.addWidget(self.series)
        self.why = WhyCard(self)
        right = QVBoxLayout()
        right.addWidget(self.right, 1)
        right.addLayout(self._foot)
        across = QHBoxLayout()
        across.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._left, 1)
        # Below the form: it comes and goes without moving what people work in.
        left.addWidget(self.kept)
        across.addLayout(left)
        across.addWidget(line(upright=True))
        across.addLayout(right, 1)
        self.body.addLayout(across, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the times room where there is little, and put the foot on two lines then."""
        super().resizeEvent(event)
        left = min(style.scaled(LEFT), round(self.width() * LEFT_SHARE))
        self._left.setFixedWidth(left)
        self.kept.setFixedWidth(left)
        narrow = self.width() - left < style.scaled(NARROW)
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._foot.setDirection(down if narrow else along)

    def _left_side(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(10))
        column.addWidget(self.fields, 1)
        self.stack.addWidget(main)
        self.stack.addWidget(self.new_patient)
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(*[style.scaled(EDGE)] * 4)
        around.addWidget(self.stack)
        return inside

    def _made_foot(self) -> QBoxLayout:
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 12, EDGE, 20)])
        foot.setSpacing(style.scaled(10))
        # Beside what is told: three buttons on a line of their own have no room where text is large.
        told = QHBoxLayout()
        told.setSpacing(style.scaled(10))
        told.addWidget(self.summary, 1)
        told.addWidget(self.wait)
        foot.addLayout(told, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.scaled(10))
        buttons.addStretch(1)
        buttons.addWidget(self.hold)
        buttons.addWidget(self.book)
        foot.addLayout(buttons)
        return foot
