"""The bar at the top: where in time the board stands, how it is shown, search, and booking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import IconButton, KeyButton, button, plain
from frontdesk.gui.parts.labels import ElidedLabel, label
from frontdesk.gui.parts.search_field import SearchField
from frontdesk.gui.parts.segmented import Segmented

HEIGHT, LEVELS = 52, 13
_SEARCH, _LOW_SEARCH = 84, 38


class TopBar(QWidget):
    """The bar. It tells what was asked for; the window says what is shown."""

    today_asked = Signal()
    step_asked = Signal(int)
    view_chosen = Signal(str)
    book_asked = Signal()
    find_asked = Signal()
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
        self._words = self._brief = self._who = ""
        self._keys = ("", "", "")
        self.title = ElidedLabel("", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.who = button("", "link", name=self.tr("Practitioner of the week"))
        self.who.setMenu(QMenu(self.who))
        self.who.hide()
        self.views = Segmented([("day", self.tr("Day")), ("week", self.tr("Week"))], self.tr("View"))
        self.views.chosen.connect(self.view_chosen)
        self.search = SearchField(self.tr("Search patients, commands…"))
        self.search.setMaximumWidth(style.scaled(270))
        self.find_time = KeyButton(self.tr("Find a time"))
        self.find_time.clicked.connect(lambda _checked=False: self.find_asked.emit())
        self.book = KeyButton(self.tr("New appointment"), kind="primary")
        self.book.clicked.connect(lambda _checked=False: self.book_asked.emit())
        self.more = IconButton("ellipsis", self.tr("Menu"))
        self.more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()

    def show_title(self, words: str, brief: str = "") -> None:
        """Say in words which day or week is shown; briefly where there is no room."""
        self._words, self._brief = words, brief or words
        self.title.setAccessibleName(words)
        self._fit()

    def show_keys(self, search: str, book: str, find: str = "") -> None:
        """Show the keys of the search, of booking, and of finding a time."""
        self._keys = (search, book, find)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is least missed where there is less width."""
        super().resizeEvent(event)
        self._fit()

    def show_practitioners(self, shown: tuple[Id, str] | None, all_names: Sequence[tuple[Id, str]]) -> None:
        """Offer the practitioners whose week can be shown; None hides the choice."""
        self._who = "" if shown is None else shown[1]
        self._fit()
        if shown is None:
            return
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

    def _fit(self) -> None:
        self.title.setMinimumWidth(0)
        for level in range(LEVELS):
            self._take_level(level)
            if self._wanted() <= self.width():
                self.title.setMinimumWidth(self._title_width())
                return

    def _take_level(self, level: int) -> None:
        """Show everything at 0, less at each level. Words go before any button: today, back and on always stay."""
        search_key, book_key, find_key = self._keys
        self.search.set_keys(search_key if level < 1 else "")
        self.book.set_keys(book_key if level < 1 else "")
        self.find_time.set_keys(find_key if level < 1 else "")
        # It has a key and stands in the menu and the search too: where there is little room it is not missed.
        self.find_time.setVisible(level < 4)
        self.title.setText(self._words if level < 2 else self._brief)
        brief = self.tr("New") if level < 7 else self.tr("+", "a new appointment, where there is little room")
        self.book.setText(self.tr("New appointment") if level < 3 else brief)
        self.brand.setVisible(level < 4)
        self.search.setMinimumWidth(style.scaled(_SEARCH if level < 5 else _LOW_SEARCH))
        self.who.setText(plain(f"· {self._who if level < 6 else self._who.split()[-1]} ▾" if self._who else ""))
        self.title.setVisible(level < 8)
        self._tighten(tight=level >= 9)
        self.book.setVisible(level < 10)
        self.who.setVisible(bool(self._who) and level < 11)
        self.views.show_brief(brief=level >= 12)

    def _tighten(self, *, tight: bool) -> None:
        row, edge = self.layout(), style.scaled(6 if tight else 14)
        assert row is not None
        row.setSpacing(style.scaled(4 if tight else 8))
        row.setContentsMargins(edge, style.scaled(8), edge, style.scaled(8))

    def _wanted(self) -> int:
        row = self.layout()
        assert row is not None
        shown = [w for i in range(row.count()) if (item := row.itemAt(i)) and (w := item.widget()) and not w.isHidden()]
        widths = sum(w.sizeHint().width() for w in shown if w not in (self.title, self.search))
        margins = row.contentsMargins()
        apart = margins.left() + margins.right() + style.scaled(24)
        title = self._title_width() if not self.title.isHidden() else 0
        return widths + title + self.search.minimumWidth() + row.spacing() * len(shown) + apart

    def _title_width(self) -> int:
        return self.title.fontMetrics().horizontalAdvance(self.title.text()) + style.scaled(4)

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
        row.addWidget(self.find_time)
        row.addWidget(self.book)
        row.addWidget(self.more)
