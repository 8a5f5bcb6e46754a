"""Pages that fill the window while there is no board to show: a trouble with the file, and the first start."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimeZone, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

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
    new_asked = Signal(str, str)

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
            "file-plus", self.tr("Set up your clinic"), self.tr("A name and a time zone; the rest can wait.")
        )
        self.open = ChoiceCard(
            "folder-open", self.tr("Open a clinic’s file"), self.tr("One that was made here or on another machine.")
        )
        self.sample.clicked.connect(lambda _checked=False: self.sample_asked.emit())
        self.open.clicked.connect(lambda _checked=False: self.open_asked.emit())
        self.new.clicked.connect(lambda _checked=False: self.show_form(True))
        self.column.addSpacing(style.scaled(6))
        for card in (self.sample, self.new, self.open):
            self.column.addWidget(card)
        self.form = _NewForm()
        self.form.hide()
        self.form.given.connect(self.new_asked)
        self.form.left.connect(lambda: self.show_form(False))
        self.column.addWidget(self.form)

    def show_form(self, shown: bool) -> None:
        """Ask for name and zone of a new clinic, or go back to the choice."""
        for card in (self.sample, self.new, self.open):
            card.setVisible(not shown)
        self.form.setVisible(shown)
        if shown:
            self.form.name.setFocus()
        else:
            self.sample.setFocus()


class _NewForm(QWidget):
    """Name and zone of a new clinic."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the clinic"))
        self.name.setMaxLength(120)
        self.zone = QComboBox()
        self.zone.setAccessibleName(self.tr("Time zone"))
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.trouble = label("", "danger", wrap=True)
        self.trouble.hide()
        self.back = button(self.tr("Back"), does=self.left.emit)
        self.done = button(self.tr("Choose where to keep it…"), "primary", does=self._give)
        self.name.returnPressed.connect(self._give)
        name_label, zone_label = label(self.tr("Name of the clinic"), "muted"), label(self.tr("Time zone"), "muted")
        name_label.setBuddy(self.name)
        zone_label.setBuddy(self.zone)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(6))
        for widget in (name_label, self.name, zone_label, self.zone, self.trouble):
            column.addWidget(widget)
        column.addSpacing(style.scaled(6))
        column.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the zones, this machine's first chosen."""
        super().showEvent(event)
        if self.zone.count() == 0:
            self.zone.addItems(zones())
            completer = self.zone.completer()
            if completer is not None:
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self.zone.setCurrentText(bytes(QTimeZone.systemTimeZoneId().data()).decode())

    def complain(self, words: str) -> None:
        """Say what is wrong beside the fields."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _give(self) -> None:
        name, zone = self.name.text().strip(), self.zone.currentText().strip()
        if not name:
            self.complain(self.tr("Give the clinic a name."))
            self.name.setFocus()
        elif zone not in zones():
            self.complain(self.tr("This time zone is not known. Choose one from the list."))
            self.zone.setFocus()
        else:
            self.complain("")
            self.given.emit(name, zone)


def zones() -> list[str]:
    """List the time zones that may be chosen, sorted by name."""
    from zoneinfo import available_timezones

    return sorted(name for name in available_timezones() if "/" in name or name == "UTC")
