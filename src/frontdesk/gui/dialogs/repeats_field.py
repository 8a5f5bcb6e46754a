"""The field that tells how a visit comes again and how its dates stand; pressed, it opens the form that changes it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.repeat_plan import RepeatPlan
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs import repeats_words as words
from frontdesk.gui.dialogs.repeats_card import WIDTH, RepeatCard
from frontdesk.gui.dialogs.repeats_draft import RuleDraft, draft_of
from frontdesk.gui.dialogs.suggest import paint_words
from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.pressable import Pressable

_GAP = 9


class _Line(Pressable):
    """Looks like a field: the rule at the left, how its dates stand at the right, amber where some are not free."""

    def __init__(self) -> None:
        super().__init__()
        self.remark = ""
        self.warns = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for one line, as tall as other fields are."""
        height = QFontMetrics(fonts.font(13, scale=style.scale())).height()
        return QSize(style.scaled(180), height + style.scaled(14))

    def minimumSizeHint(self) -> QSize:
        """Do with little width."""
        return QSize(style.scaled(90), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by the arrow down too."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, rule, remark and the sign that it opens."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = self.parentWidget()
        wrong = field is not None and field.property("kind") == "wrong"
        line = look.danger if wrong else look.muted if self.underMouse() else look.line
        painting.rounded(painter, self.rect(), look.surface, line)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent)
        side = style.scaled(14)
        gap = style.scaled(_GAP)
        sign = QRectF(self.width() - side - gap, (self.height() - side) / 2, side, side)
        icons.paint(painter, "chevron-down", look.muted, sign)
        inside = self.rect().adjusted(gap, 0, -(side + 2 * gap), 0)
        metrics = QFontMetrics(fonts.font(12, QFont.Weight.Medium, style.scale()))
        room = min(metrics.horizontalAdvance(self.remark) + 2, inside.width() * 3 // 5) if self.remark else 0
        used = paint_words(
            painter, inside.adjusted(0, 0, -room - (gap if room else 0), 0), self.text(), look.text, 13, strong=False
        )
        if room and used:
            painter.setFont(fonts.font(12, QFont.Weight.Medium, style.scale()))
            painter.setPen(painting.colour(look.warn_text if self.warns else look.muted))
            shown = painter.fontMetrics().elidedText(self.remark, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)


class RepeatField(QWidget):
    """The field. `changed` carries the RepeatRule that holds now, or None where the visit does not come again."""

    changed = Signal(object)

    def __init__(self, first: date | None = None) -> None:
        super().__init__()
        self._draft = RuleDraft(first or date.min)
        self._told: RepeatRule | None = None
        self._card: RepeatCard | None = None
        self.line = _Line()
        self.line.clicked.connect(lambda _on=False: self.open())
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.set_state(None)

    @property
    def rule(self) -> RepeatRule | None:
        """Give the rule that holds."""
        return self._draft.rule()

    @property
    def card(self) -> RepeatCard | None:
        """Give the form while it is open."""
        return self._card

    def choose(self, rule: RepeatRule | None) -> None:
        """Hold a rule without telling that a person chose it."""
        self._draft = draft_of(rule, self._draft.first)
        self._told = rule
        self.set_state(None)

    def set_first(self, first: date) -> None:
        """Follow the date of the visit; a rule that names weekdays keeps the others, and `changed` tells of it."""
        if first != self._draft.first:
            self._take(self._draft.on(first))

    def set_state(self, plan: RepeatPlan | None) -> None:
        """Say how the dates stand, nothing while that is not known."""
        self.line.remark = "" if plan is None or self.rule is None else words.conflicts(plan)
        self.line.warns = plan is not None and plan.conflicts > 0
        told = words.rule_words(self.rule)
        self.line.setText(told)
        spoken = ", ".join(
            part for part in (self.accessibleName() or self.tr("Repeat"), told, self.line.remark) if part
        )
        self.line.setAccessibleName(spoken)
        self.line.setToolTip("")
        self.line.update()

    def open(self) -> None:
        """Open the form below the field, or close it."""
        if self._card is not None:
            self._card.close_card()
            return
        made = self._card = RepeatCard(self.window(), self._draft)
        made.changed.connect(self._take)
        made.closed.connect(self._closed)
        made.ask(self.line, max(WIDTH, round(self.line.width() / style.scale())))

    def _closed(self) -> None:
        self._card = None

    def _take(self, draft: RuleDraft) -> None:
        self._draft = draft
        rule = self.rule
        if rule != self._told:
            self._told = rule
            self.set_state(None)
            self.changed.emit(rule)
