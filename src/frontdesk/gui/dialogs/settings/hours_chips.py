"""The weeks of a schedule as chips above the week: every week, the weeks of a rota, from a date on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_periods import Period, Sheet
from frontdesk.gui.dialogs.settings.sideways import Sideways
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import wrapping
from frontdesk.gui.parts.pressable import Pressable


class SheetChip(Pressable):
    """One week. `stepped` asks for the chip before or after."""

    stepped = Signal(int)

    def __init__(self, sheet: Sheet, said: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.setText(said)
        self.setAccessibleName(said)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the room of the words."""
        font = fonts.font(13, QFont.Weight.DemiBold, style.scale())
        self.ensurePolished()
        metrics = self.fontMetrics()
        width = round(metrics.horizontalAdvance(self.text()) * 1.08)
        return QSize(width + style.scaled(24), max(metrics.height(), font.pixelSize()) + style.scaled(13))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the chip beside by arrows."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.accept()
            self.stepped.emit(steps)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip: tinted where its week is shown."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        fill = look.accent_soft if on else look.raised if self.underMouse() else look.surface
        radius = self.height() / 2
        painting.rounded(painter, self.rect(), fill, look.accent if on else look.line, radius=radius)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, radius=radius)
        weight = QFont.Weight.DemiBold if on else QFont.Weight.Medium
        painter.setFont(fonts.font(13, weight, style.scale()))
        painter.setPen(painting.colour(look.accent if on else look.text_soft))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())


class SheetChips(QWidget):
    """The chips, and what makes more of them, in one line; what is done with the shown week is in `below`.

    The line keeps its height however many weeks there are, so that nothing moves away from under the mouse.

    `chosen` carries the week that is to be shown; `rota_asked`, `later_asked` and `dates_asked` want the form for new
    weeks in turn, for other hours from a date on, and for when the shown week holds; `copy_asked` one to copy a day.
    """

    chosen = Signal(object)
    rota_asked = Signal()
    later_asked = Signal()
    dates_asked = Signal()
    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Weeks"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips: list[SheetChip] = []
        self.rota = button(self.tr("+ Rota…"), "link", does=self.rota_asked.emit, name=self.tr("Rota of several weeks"))
        self.later = button(
            self.tr("+ From a date…"), "link", does=self.later_asked.emit, name=self.tr("Other hours from a date on")
        )
        self.dates = button(self.tr("Change dates…"), "link", does=self.dates_asked.emit)
        self.copy = button("", "link", does=self.copy_asked.emit)
        self._more = (self.rota, self.later)
        self.strip = Sideways(gap=style.scaled(6))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.strip)
        self.below = QWidget()
        self.below.setSizePolicy(wrapping(QSizePolicy.Policy.Expanding))
        flow = FlowLayout(self.below, gap=style.scaled(6))
        height = SheetChip(Sheet(Period()), "").sizeHint().height()
        for each in (*self._more, self.copy, self.dates):
            each.setMinimumHeight(height)
        for each in self._more:
            self.strip.row.addWidget(each)
        for each in (self.copy, self.dates):
            flow.addWidget(each)
        self.strip.row.addStretch(1)
        _keep_room(self.dates)

    def show_sheets(self, sheets: Sequence[Sheet], shown: Sheet, today: date) -> None:
        """Show the weeks of a schedule, one of them chosen."""
        said = [words.sheet_words(sheet, today) for sheet in sheets]
        if [(chip.sheet, chip.text()) for chip in self.chips] != list(zip(sheets, said, strict=True)):
            self._build(sheets, said)
        for chip in self.chips:
            chip.setChecked(chip.sheet == shown)
        period = shown.period
        self.dates.setVisible(period.first is not None or period.until is not None)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Give what Tab stops at, in order."""
        return (*self.chips, *self._more)

    @property
    def stops_below(self) -> tuple[QWidget, ...]:
        """Give what Tab stops at below the week."""
        return (self.copy, self.dates)

    def say_day(self, weekday: int) -> None:
        """Name the day that would be copied."""
        said = self.tr("Copy %1 to…").replace("%1", words.day_name(weekday))
        self.copy.setText(said)
        self.copy.setAccessibleName(self.tr("Copy %1 to other days").replace("%1", words.day_whole(weekday)))

    def _build(self, sheets: Sequence[Sheet], said: Sequence[str]) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for gone in self.chips:
            gone.hide()
            self.strip.row.removeWidget(gone)
            gone.deleteLater()
        self.chips = [SheetChip(sheet, text) for sheet, text in zip(sheets, said, strict=True)]
        for n, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _on=False, c=chip: self._choose(c))
            chip.stepped.connect(lambda step, at=n: self._step(at + step))
            self.strip.row.insertWidget(n, chip)
            chip.show()
        if had_focus:
            self.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Shut what is below too when the chips are shut."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.below.setEnabled(self.isEnabled())

    def _step(self, place: int) -> None:
        if 0 <= place < len(self.chips):
            self.chips[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self._choose(self.chips[place])

    def _choose(self, chip: SheetChip) -> None:
        chip.setChecked(True)
        self.chosen.emit(chip.sheet)


def _keep_room(each: QWidget) -> None:
    policy = each.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    each.setSizePolicy(policy)
