"""What is added to a service: one line that names it, and the list to choose from with how many of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.appointment import Extra
from frontdesk.domain.service import AddOn, Service
from frontdesk.gui.dialogs.number_box import NumberBox
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import plain
from frontdesk.gui.parts.cells import paint_words
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import plain_tip
from frontdesk.gui.parts.pressable import Pressable

MOST = 20


class AddOnRow(QWidget):
    """One thing that can be added, and how many of it. `changed` says that either was chosen."""

    changed = Signal()

    def __init__(self, add_on: AddOn, held: Extra | None) -> None:
        super().__init__()
        self._id = add_on.id
        self._duration = held.duration if held is not None else None
        self._words = words_of(add_on)
        self.check = QCheckBox()
        self.check.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.check.setAccessibleName(self._words)
        self.check.setChecked(held is not None)
        self.count = NumberBox(1, MOST, self.tr("How many: %1").replace("%1", add_on.name, 1), 64)
        self.count.setValue(held.quantity if held is not None else 1)
        self.count.setEnabled(held is not None)
        self.check.toggled.connect(self._toggle)
        self.count.valueChanged.connect(lambda _count: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(10))
        row.addWidget(self.check, 1)
        row.addWidget(self.count)

    @property
    def extra(self) -> Extra | None:
        """Give what is chosen, None where it is not added."""
        return Extra(self._id, self.count.value(), self._duration) if self.check.isChecked() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as there is room for, and the whole in a tooltip."""
        super().resizeEvent(event)
        room = self.width() - self.count.width() - style.scaled(10 + 30)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.check.setText(plain(shown))
        self.check.setToolTip(plain_tip(self._words) if shown != self._words else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter as well as by Space."""
        if Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.check.hasFocus():
            self.check.toggle()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _toggle(self, chosen: bool) -> None:
        self.count.setEnabled(chosen)
        self.changed.emit()


class AddOnsField(Pressable):
    """The line. `chosen` carries the Extras that are added now."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._service: Service | None = None
        self._held: tuple[Extra, ...] = ()
        self._card: Popover | None = None
        self.rows: list[AddOnRow] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on=False: self.open())

    @property
    def offers(self) -> tuple[AddOn, ...]:
        """List what can be added; what a visit has already is kept though it is offered no more."""
        if self._service is None:
            return ()
        held = {extra.id for extra in self._held}
        return (*self._service.add_ons, *(a for a in self._service.removed_add_ons if a.id in held))

    def show_held(self, service: Service | None, held: Sequence[Extra]) -> None:
        """Show what is added to a service."""
        self._service, self._held = service, tuple(held)
        names = {a.id: a for a in self.offers}
        told = [words_of(names[e.id], e.quantity, e.duration) for e in self._held if e.id in names]
        self.setText(", ".join(told) or self.tr("None"))
        self.setAccessibleName(f"{self.tr('Add-ons')}: {self.text()}")
        self.setToolTip("")
        self.update()

    def open(self) -> None:
        """Open the list below the line, or close it."""
        if self._card is not None:
            self._card.close_card()
            return
        window = self.window()
        made = self._card = Popover(window)
        made.setAccessibleName(self.tr("Add-ons"))
        made.closed.connect(self._closed)
        held = {extra.id: extra for extra in self._held}
        self.rows = [AddOnRow(add_on, held.get(add_on.id)) for add_on in self.offers]
        column = QVBoxLayout()
        column.setContentsMargins(*[style.scaled(12)] * 4)
        column.setSpacing(style.scaled(8))
        for row in self.rows:
            row.changed.connect(self._choose)
            column.addWidget(row)
        made.body.addLayout(column)
        area = QRect(self.mapTo(window, QPoint(0, 0)), self.size())
        made.open_at(area, width=max(self.width(), style.scaled(320)), anchor=self)
        if self.rows:
            self.rows[0].check.setFocus(Qt.FocusReason.PopupFocusReason)

    def sizeHint(self) -> QSize:
        """Ask for one line, as tall as other fields are."""
        return QSize(style.scaled(120), self.fontMetrics().height() + style.scaled(14))

    def minimumSizeHint(self) -> QSize:
        """Do with little width."""
        return QSize(style.scaled(60), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by the arrow down too."""
        if event.key() == Qt.Key.Key_Down:
            self.open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, words and the sign that it opens."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.rounded(painter, self.rect(), look.surface, look.muted if self.underMouse() else look.line)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent)
        side, gap = style.scaled(14), style.scaled(9)
        sign = QRectF(self.width() - side - gap, (self.height() - side) / 2, side, side)
        icons.paint(painter, "chevron-down", look.muted, sign)
        colour = look.text if self._held else look.muted
        inside = self.rect().adjusted(gap, 0, -(side + 2 * gap), 0)
        paint_words(painter, inside, self.text(), colour, 13, strong=False)

    def _choose(self) -> None:
        held = tuple(extra for row in self.rows if (extra := row.extra) is not None)
        self.show_held(self._service, held)
        self.chosen.emit(held)

    def _closed(self) -> None:
        self.rows = []
        if self._card is not None:
            self._card.deleteLater()
            self._card = None


def words_of(add_on: AddOn, quantity: int = 1, duration: int | None = None) -> str:
    """Name what is added with how many and how long: 2 × Blood sample, 20 min."""
    lasts = (add_on.duration if duration is None else duration) * quantity
    name = f"{quantity} × {add_on.name}" if quantity > 1 else add_on.name
    return f"{name}, {wording.minutes(lasts)}" if lasts else name
