"""A row of choices of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.pressable import Pressable


class Segment(Pressable):
    """One choice of the row."""

    def __init__(self, words: str, place: str, *, enters: bool = True) -> None:
        super().__init__()
        self._enters = enters
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._place, self._brief = place, False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to what is around where it would only choose again what holds, and is not asked for."""
        if not self._enters and self.isChecked() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def stand(self, place: str) -> None:
        """Stand at another place of the row: alone, first, last or middle."""
        if place != self._place:
            self._place = place
            self.update()

    def show_brief(self, *, brief: bool) -> None:
        """Show the first letter alone, or the words again; they are said whole in any case."""
        if brief != self._brief:
            self._brief = brief
            self.setToolTip(self.accessibleName() if brief else "")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for the room of the words with air at both sides."""
        metrics, air = self.fontMetrics(), style.scaled(20 if self._brief else 28)
        return QSize(metrics.horizontalAdvance(self._words()) + air, metrics.height() + style.scaled(15))

    def minimumSizeHint(self) -> QSize:
        """Never be narrower than the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the choice: tinted where it holds, ringed where the focus is."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() and self.isEnabled()
        fill = look.accent_soft if self.isChecked() else look.raised if over else look.surface
        fill = fill if self.isEnabled() else look.ground
        painting.end_rounded(painter, self.rect(), fill, look.line, self._place)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent)
        weight = fonts.font().weight().DemiBold if self.isChecked() else fonts.font().weight().Medium
        painter.setFont(fonts.font(13, weight, style.scale()))
        colour = look.accent if self.isChecked() else look.text_soft
        painter.setPen(painting.colour(colour if self.isEnabled() else look.muted))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words())

    def _words(self) -> str:
        words = self.text().replace("&&", "&")
        return words[:1] if self._brief else words


class Segmented(QWidget):
    """The row; `chosen` tells the name of the choice that a person made.

    Enter presses a choice, also one that holds. Where it `enters` not, that one leaves Enter to the form it stands in.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None, *, enters: bool = True
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._segments: dict[str, Segment] = {}
        for index, (choice, words) in enumerate(choices):
            segment = Segment(words, painting.place_in_row(index, len(choices)), enters=enters)
            segment.clicked.connect(lambda _checked=False, c=choice: self.chosen.emit(c))
            if not enters:
                segment.toggled.connect(self._stop_at_chosen)
            self._segments[choice] = segment
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    @property
    def choice(self) -> str:
        """Give the name of the choice that holds, empty while none does."""
        return next((name for name, segment in self._segments.items() if segment.isChecked()), "")

    def choose(self, choice: str) -> None:
        """Make a choice hold without telling that a person made it."""
        self._segments[choice].setChecked(True)

    def _stop_at_chosen(self) -> None:
        """Let Tab come to the choice that holds, from both sides; the arrows go on from there."""
        for segment in self._segments.values():
            stops = Qt.FocusPolicy.StrongFocus if segment.isChecked() else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(stops)

    def focus_chosen(self) -> None:
        """Give the focus to the choice that holds."""
        for segment in self._segments.values():
            if segment.isChecked():
                segment.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, choice: str, *, offered: bool) -> None:
        """Show a choice, or take it out of the row."""
        self._segments[choice].setVisible(offered)
        shown = [segment for segment in self._segments.values() if not segment.isHidden()]
        for index, segment in enumerate(shown):
            segment.stand(painting.place_in_row(index, len(shown)))

    def show_brief(self, *, brief: bool) -> None:
        """Show the first letter of each choice alone where there is no room for more, or the words again."""
        for segment in self._segments.values():
            segment.show_brief(brief=brief)

    def set_words(self, choice: str, words: str) -> None:
        """Put other words on a choice, such as one with a count."""
        self._segments[choice].setText(words.replace("&", "&&"))
        self._segments[choice].setAccessibleName(words)
        self._segments[choice].updateGeometry()
