"""The bar at the top: where in time the board stands, how it is shown, search, and booking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import IconButton, KeyButton, button, plain
from frontdesk.gui.parts.labels import ElidedLabel, label
from frontdesk.gui.parts.search_field import SearchField
from frontdesk.gui.parts.segmented import Segmented

HEIGHT = 52


class TopBar(QWidget):
    """The bar. It tells what was asked for; the window says what is shown."""

    today_asked = Signal()
    step_asked = Signal(int)
    view_chosen = Signal(str)
    book_asked = Signal()
    practitioner_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(style.scaled(HEIGHT))
        self.brand = label(self.tr("Frontdesk"), "brand")
        self.today = button(self.tr("Today"), does=self.today_asked.emit)
        self.back = IconButton("chevron-left", self.tr("Back"))
        self.on = IconButton("chevron-right", self.tr("On"))
        self.back.clicked.connect(lambda: self.step_asked.emit(-1))
        self.on.clicked.connect(lambda: self.step_asked.emit(1))
        self.title = ElidedLabel("", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.who = button("", "link", name=self.tr("Practitioner of the week"))
        self.who.setMenu(QMenu(self.who))
        self.who.hide()
        self.views = Segmented([("day", self.tr("Day")), ("week", self.tr("Week"))], self.tr("View"))
        self.views.chosen.connect(self.view_chosen)
        self.search = SearchField(self.tr("Search patients, commands…"), "Ctrl K")
        self.search.setMaximumWidth(style.scaled(270))
        self.search.setMinimumWidth(style.scaled(110))
        self.book = KeyButton(self.tr("New appointment"), "Ctrl N", "primary")
        self.book.clicked.connect(lambda _checked=False: self.book_asked.emit())
        self.more = IconButton("ellipsis", self.tr("Menu"))
        self.more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()

    def show_title(self, words: str) -> None:
        """Say in words which day or week is shown."""
        self.title.setText(words)
        self.title.setAccessibleName(words)

    def show_practitioners(self, shown: tuple[Id, str] | None, all_names: Sequence[tuple[Id, str]]) -> None:
        """Offer the practitioners whose week can be shown; None hides the choice."""
        self.who.setVisible(shown is not None)
        if shown is None:
            return
        self.who.setText(plain(f"· {shown[1]} ▾"))
        self.who.setAccessibleName(self.tr("Practitioner of the week: %1").replace("%1", shown[1]))
        menu = self.who.menu()
        menu.clear()
        for one, name in all_names:
            action = menu.addAction(plain(name))
            action.setCheckable(True)
            action.setChecked(one == shown[0])
            action.triggered.connect(lambda _checked=False, one=one: self.practitioner_chosen.emit(one))

    def set_menu(self, menu: QMenu) -> None:
        """Put a menu under the last button."""
        self.more.setMenu(menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(style.scaled(14), style.scaled(8), style.scaled(14), style.scaled(8))
        row.setSpacing(style.scaled(8))
        row.addWidget(self.brand)
        row.addSpacing(style.scaled(8))
        for widget in (self.today, self.back, self.on):
            row.addWidget(widget)
        row.addSpacing(style.scaled(6))
        row.addWidget(self.title, 10)
        row.addWidget(self.who)
        row.addSpacing(style.scaled(10))
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self.search, 6)
        row.addWidget(self.book)
        row.addWidget(self.more)
