"""The field that tells how a visit comes again and how its dates stand; pressed, it opens the form that changes it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.repeat_plan import RepeatPlan
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs import repeats_words as words
from frontdesk.gui.dialogs.repeats_card import WIDTH, RepeatCard
from frontdesk.gui.dialogs.repeats_draft import RuleDraft, draft_of
from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import paint_words
from frontdesk.gui.parts.pressable import Pressable

_GAP, _SIGN = 9, 14
# The frame of a field for words and the margin inside it, which grow with no text.
_FRAME = 3


class _Line(Pressable):
    """Looks like a field: the rule at the left, how its dates stand at the right, amber where some are not free.

    Where both have no room on one line, the dates go on one below.
    """

    def __init__(self) -> None:
        super().__init__()
        self._remark = ""
        self._warns = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def remark(self) -> str:
        """Give how the dates stand, as it is shown."""
        return self._remark

    @property
    def warns(self) -> bool:
        """Tell whether the remark is a warning."""
        return self._warns

    def say(self, words: str, remark: str, *, warns: bool) -> None:
        """Show a rule and how its dates stand."""
        self.setText(words)
        self._remark, self._warns = remark, warns
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line, as tall as other fields are, or for two where the width asks for them."""
        height = QFontMetrics(fonts.font(13, scale=style.scale())).height()
        return QSize(style.scaled(180), height * (2 if self._is_two() else 1) + style.scaled(12) + 4)

    def minimumSizeHint(self) -> QSize:
        """Do with little width."""
        return QSize(style.scaled(90), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the width wants one."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by the arrow down too, with Alt or without, as lists of choices do."""
        allowed = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and not event.modifiers() & ~allowed:
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
        side, gap = style.scaled(_SIGN), style.scaled(_GAP)
        sign = QRectF(self.width() - side - gap, (self.height() - side) / 2, side, side)
        icons.paint(painter, "chevron-down", look.muted, sign)
        inside = self._inside()
        half = inside.height() // 2 if self._is_two() else 0
        room = 0 if half or not self._remark else self._remark_width() + gap
        paint_words(painter, inside.adjusted(0, 0, -room, -half), self.text(), look.text, 13, strong=False)
        if self._remark:
            painter.setFont(_small())
            painter.setPen(painting.colour(look.warn_text if self._warns else look.muted))
            across = Qt.AlignmentFlag.AlignLeft if half else Qt.AlignmentFlag.AlignRight
            area = inside.adjusted(0, half, 0, 0)
            shown = painter.fontMetrics().elidedText(self._remark, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | across), shown)

    def _inside(self) -> QRect:
        gap, edge = style.scaled(_GAP), style.scaled(4)
        return self.rect().adjusted(gap + _FRAME, edge, -(style.scaled(_SIGN) + 2 * gap), -edge)

    def _is_two(self) -> bool:
        if not self._remark:
            return False
        words = QFontMetrics(fonts.font(13, scale=style.scale())).horizontalAdvance(self.text())
        return words + style.scaled(_GAP) + self._remark_width() > self._inside().width()

    def _remark_width(self) -> int:
        return QFontMetrics(_small()).horizontalAdvance(self._remark) + 2


def _small() -> QFont:
    return fonts.font(12, QFont.Weight.Medium, style.scale())


class RepeatField(QWidget):
    """The field.

    `changed` carries the RepeatRule that holds now, or None where the visit does not come again; `went_on` says that
    the form was given with a rule, and that the next may have the focus.
    """

    changed = Signal(object)
    went_on = Signal()

    def __init__(self, first: date | None = None) -> None:
        super().__init__()
        self._draft = RuleDraft(first)
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
    def never(self) -> bool:
        """Tell whether it is not to come again, rather than that its rule is not whole yet."""
        return self._draft.frequency is None

    @property
    def card(self) -> RepeatCard | None:
        """Give the form while it is open."""
        return self._card

    def choose(self, rule: RepeatRule | None) -> None:
        """Hold a rule without telling that a person chose it."""
        held = self._draft
        self._draft = draft_of(rule, held.first, anchored=held.anchored, may_be_endless=held.may_be_endless)
        self._told = rule
        self.set_state(None)

    def begin(self, rule: RepeatRule | None, first: date, *, anchored: bool) -> None:
        """Hold the rule of what is in the book already from a date on; it may go on without end."""
        self._draft = draft_of(rule, first, anchored=anchored, may_be_endless=True)
        self._told = rule
        self.set_state(None)

    def set_first(self, first: date) -> None:
        """Follow the date of the visit; a rule that names weekdays keeps the others, and `changed` tells of it."""
        if first != self._draft.first:
            self._take(self._draft.on(first))
            if self._card is not None:
                self._card.follow(self._draft)

    def set_state(self, plan: RepeatPlan | None) -> None:
        """Say how the dates stand, nothing while that is not known."""
        remark = "" if plan is None or self.rule is None else words.conflicts(plan)
        told = words.rule_words(self.rule)
        self.line.say(told, remark, warns=plan is not None and plan.conflicts > 0)
        named = self.accessibleName() or self.tr("Repeat")
        self.line.setAccessibleName(", ".join(part for part in (named, told, remark) if part))

    def open(self) -> None:
        """Open the form below the field, or close it."""
        if self._card is not None:
            self._card.close_card()
            return
        made = self._card = RepeatCard(self.window(), self._draft)
        made.changed.connect(self._take)
        made.closed.connect(self._closed)
        made.given.connect(self._given)
        made.ask(self.line, max(WIDTH, round(self.line.width() / style.scale())))

    def _closed(self) -> None:
        self._card = None

    def _given(self) -> None:
        if self.rule is not None:
            self.went_on.emit()

    def _take(self, draft: RuleDraft) -> None:
        self._draft = draft
        rule = self.rule
        if rule != self._told:
            self._told = rule
            self.set_state(None)
            self.changed.emit(rule)
