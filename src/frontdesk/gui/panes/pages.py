"""Pages that fill the window while there is no board to show: a trouble with the file, and the first start."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.cards import ChoiceCard
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label

Button = tuple[str, Callable[[], object]]


class Page(QScrollArea):
    """A column in the middle of the window: a sign, a title, words, and what follows."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        sheet.setProperty("kind", "ground")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = icon
        self.sign = label()
        self.title = label("", "page", wrap=True)
        self.words = label("", "soft", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column = QVBoxLayout()
        self.column.setSpacing(style.scaled(10))
        for widget in (self.sign, self.title, self.words):
            self.column.addWidget(widget)
        middle = QWidget()
        middle.setMaximumWidth(style.scaled(620))
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle.setLayout(self.column)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 8)
        across.addStretch(1)
        down = QVBoxLayout(sheet)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        self.setWidget(sheet)
        self._draw_sign()

    def changeEvent(self, event: QEvent) -> None:
        """Take on a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()

    def set_sign(self, icon: str) -> None:
        """Show another sign."""
        self._icon = icon
        self._draw_sign()

    def _draw_sign(self) -> None:
        size = style.scaled(36)
        self.sign.setPixmap(icons.pixmap(self._icon, style.look().accent, size, self.devicePixelRatio()))


class MessagePage(Page):
    """What is wrong with the file, what is safe, and what to do now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("file-x", parent)
        self.place = label("", "small", wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QWidget()
        self._flow = FlowLayout(row, style.scaled(8))
        self.buttons: list[QAbstractButton] = []
        self.column.addWidget(self.place)
        self.column.addSpacing(style.scaled(8))
        self.column.addWidget(row)

    def say(self, icon: str, title: str, words: str, place: str, buttons: Sequence[Button]) -> None:
        """Say what is wrong, and offer what can be done; the first is the likeliest."""
        self.set_sign(icon)
        self.title.setText(title)
        self.words.setText(words)
        self.place.setText(place)
        self.place.setVisible(bool(place))
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        while self._flow.takeAt(0) is not None:
            pass
        self.buttons = [button(w, "primary" if n == 0 else "", does=does) for n, (w, does) in enumerate(buttons)]
        for each in self.buttons:
            self._flow.addWidget(each)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where Enter does the likeliest."""
        super().showEvent(event)
        if self.buttons:
            self.buttons[0].setFocus()


class FirstPage(Page):
    """The first start: try with a sample clinic, set up one's own, or open a file."""

    sample_asked = Signal()
    open_asked = Signal()
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("calendar-days", parent)
        self.title.setText(self.tr("Welcome to Frontdesk"))
        self.words.setText(
            self.tr("The calendar at the clinic’s front desk. Everything stays in one file on this machine.")
        )
        self.sample = ChoiceCard(
            "sparkles",
            self.tr("Try it with a sample clinic"),
            self.tr("Twelve practitioners and six months of visits."),
        )
        self.new = ChoiceCard(
            "file-plus",
            self.tr("Set up your clinic"),
            self.tr("Five short steps, none of them needed: practitioners, hours, services."),
        )
        self.open = ChoiceCard(
            "folder-open", self.tr("Open a clinic’s file"), self.tr("One that was made here or on another machine.")
        )
        self.sample.clicked.connect(lambda _checked=False: self.sample_asked.emit())
        self.open.clicked.connect(lambda _checked=False: self.open_asked.emit())
        self.new.clicked.connect(lambda _checked=False: self.new_asked.emit())
        self.column.addSpacing(style.scaled(6))
        for card in (self.sample, self.new, self.open):
            self.column.addWidget(card)
