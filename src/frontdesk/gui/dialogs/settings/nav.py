"""The left column of the Settings window: a search field, and below it the pages or what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.settings.finder import Entry, Found, find
from frontdesk.gui.dialogs.settings.finder import read_entries as read
from frontdesk.gui.dialogs.settings.pages import PageSpec
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.hits import Hit, HitList
from frontdesk.gui.parts.search_field import SearchField
from frontdesk.gui.parts.sections import Empty


class Nav(QWidget):
    """The column. `chosen` (page, id or None, enter) tells where to go, and whether to go on into the page."""

    chosen = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self._tasks, self._specs = tasks, tuple(specs)
        self._entries: tuple[Entry, ...] = ()
        self._shown = ""
        self._marking = False
        self.search = SearchField(self.tr("Search settings"), "Ctrl F")
        self.list = HitList(self.tr("Pages"))
        self.found = HitList(self.tr("Found"))
        self.nothing = Empty(self.tr("Nothing found."))
        self._stack = QStackedWidget()
        for each in (self.list, self.found, self.nothing):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.scaled(n) for n in (14, 14, 14, 14)])
        column.setSpacing(style.scaled(10))
        column.addWidget(self.search)
        column.addWidget(self._stack, 1)
        self._fill()
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._turned())
        self.list.taken.connect(lambda name: self.chosen.emit(name, None, True))
        self.found.taken.connect(self._take)
        self.search.entered.connect(self._read)
        self.search.textChanged.connect(lambda _text: self._find())
        self.search.steered.connect(self._steer)

    def mark(self, page: str) -> None:
        """Mark the page that is shown."""
        self._shown = page
        rows = [hit.payload for hit in self.list.hits]
        self._marking = True
        if page in rows:
            self.list.setCurrentIndex(self.list.model().index(rows.index(page), 0))
        self._marking = False

    @property
    def wanted_width(self) -> int:
        """Give the width that shows the longest name of a page whole."""
        metrics = QFontMetrics(fonts.font(13, QFont.Weight.DemiBold, style.scale()))
        longest = max((metrics.horizontalAdvance(spec.title) for spec in self._specs), default=0)
        # Beside the name: the sign, the air around both, the margins of the column and a scroll bar.
        return longest + style.scaled(16 + 10 + 8 + 10 + 2 * 14 + 14)

    def begin_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _fill(self) -> None:
        hits: list[Hit] = []
        section = ""
        for spec in self._specs:
            if spec.section != section:
                section = spec.section
                hits.append(Hit(section, heading=True))
            hits.append(Hit(spec.title, icon=spec.icon, payload=spec.name))
        self.list.show_hits(hits)

    def _turned(self) -> None:
        hit = self.list.current
        if not self._marking and hit is not None and isinstance(hit.payload, str) and hit.payload != self._shown:
            self.chosen.emit(hit.payload, None, False)

    def _read(self) -> None:
        pages = [spec.name for spec in self._specs]
        self._tasks.run(lambda clinic: read(clinic, pages), self._have, key="settings/find")

    @Slot(object)
    def _have(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._find()

    def _find(self) -> None:
        typed = self.search.text().strip()
        found = find(typed, self._specs, self._entries)
        self.found.show_hits([Hit(*self._words(each), icon=each.icon, payload=each) for each in found])
        self._stack.setCurrentWidget(self.list if not typed else self.found if found else self.nothing)

    def _words(self, found: Found) -> tuple[str, str]:
        """Name what was found and where; the person of some hours is told twice, since long lines are cut short."""
        if found.page == "hours" and found.id is not None:
            return self.tr("Working hours of %1").replace("%1", found.title), found.title
        return found.title, found.where

    def _take(self, found: Found) -> None:
        self.search.clear()
        self.chosen.emit(found.page, found.id, True)

    def _steer(self, where: str) -> None:
        typed = bool(self.search.text())
        if typed and where == "leave":
            self.search.clear()
        elif typed:
            self.found.steer(where)
        elif where == "leave":
            self.window().close()
        elif where == "down":
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
