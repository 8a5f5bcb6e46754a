"""The page of calendar feeds: files that follow the book (C79)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings import feeds_book
from frontdesk.gui.dialogs.settings.feeds_book import FeedItem, FeedsListed
from frontdesk.gui.dialogs.settings.feeds_editor import FeedEditor
from frontdesk.gui.dialogs.settings.feeds_looks import FeedLooks
from frontdesk.gui.dialogs.settings.feeds_words import trouble_words
from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.listing import Item, Listed
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.archiving import Gone
    from frontdesk.services.feeds import FeedState, FeedWritten

# How a file stands changes without a change of the book: it is looked at so often while the page is seen.
LOOK_MS = 3000


class FeedsPage(ListPage):
    """The page; a feed is switched off by its own tick and not archived."""

    def __init__(self, tasks: Tasks, title: str) -> None:
        self.fields = FeedEditor()
        super().__init__(tasks, feeds_book, self.fields, title, deletes=True)
        self.archived.hide()
        self.fields.write_asked.connect(self._write_file)
        self.fields.copied.connect(self._tell_copied)
        self.looks = FeedLooks(self)
        self.looks.seen.connect(self._take_state)
        self._states: dict[Id, FeedState] = {}
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.look)
        self._looking.start()

    def look(self) -> None:
        """Look how the files stand, while someone sees it; what the last look still waits for is told as unknown."""
        if self.isVisible():
            for late in self.looks.under_way & self._states.keys():
                del self._states[late]
            self._show_states()
            self._look()

    def _look(self) -> None:
        """Read the feeds and look at their files, unless something else is asked, after which they are read anyway."""
        if self.tasks.idle and not self.is_writing:
            self.tasks.run(feeds_book.read_all, self._seen, _unseen, key=f"settings/feeds/{id(self)}")

    def deletion_words(self, item: Item, gone: Gone | None) -> str:
        """Say that the file stays."""
        return self.tr("Deleted: %1. The file stays where it is. Ctrl+Z brings it back.").replace("%1", item.name)

    @Slot(object)
    def _read(self, listed: Listed) -> None:
        assert isinstance(listed, FeedsListed)
        super()._read(listed.standing(self._states))
        self._show_standing()
        self.looks.begin(listed.unlooked)

    @Slot(object)
    def _seen(self, listed: FeedsListed) -> None:
        if self.is_writing:
            return
        shown = listed.standing(self._states)
        if shown.items != self._listed.items:
            self._read(listed)
        else:
            self._listed = shown
            self.looks.begin(listed.unlooked)

    @Slot(object)
    def _take_state(self, state: FeedState) -> None:
        self._states[state.feed.id] = state
        self._show_states()

    def _show_states(self) -> None:
        """Say in the list and beside the fields how the files stand; what is typed or being written goes on."""
        if not isinstance(self._listed, FeedsListed):
            return
        listed = self._listed.standing(self._states)
        if listed.items != self._listed.items:
            self._listed = listed
            self._show_list()
            self._show_standing()

    def _show_standing(self) -> None:
        """Say how the file of the item stands, whatever is typed; where a disk does not answer nothing is written."""
        sought = None if self._item is None else self._item.id
        found = next((each for each in self._listed.items if sought is not None and each.id == sought), None)
        if isinstance(found, FeedItem):
            self.fields.show_state(found)
            self.fields.set_writable(writable=not self.is_changed and found.state is not None)

    def _show_item(self, item: Item) -> None:
        super()._show_item(item)
        self.away.hide()

    def _show_state(self) -> None:
        super()._show_state()
        self._show_standing()

    @Slot(object)
    def _write_file(self, feed: Id) -> None:
        self.say(self.tr("Writing…"))
        self.tasks.run(lambda clinic: clinic.feeds.write(id=feed), self._tell_written, self._refused_file)

    @Slot(object)
    def _tell_written(self, found: tuple[FeedWritten, ...]) -> None:
        for each in found:
            if each.reason:
                self.say(f"{trouble_words(each.reason)}.", wrong=True)
            elif each.outcome == "unchanged":
                self.say(self.tr("The file says what the book says already."))
            else:
                self.say(self.tr("Written: %1.").replace("%1", wording.appointments(each.visits)))
        self._look()

    @Slot(object)
    def _refused_file(self, refusal: Refusal) -> None:
        self.say(refusals.sentence(refusal), wrong=True)

    @Slot()
    def _tell_copied(self) -> None:
        self.say(self.tr("The path is on the clipboard."))


def _unseen(_refusal: Refusal) -> None:
    """Look again soon: nobody has asked for it."""


def feeds_page(tasks: Tasks, title: str) -> Page:
    """Make the page."""
    return FeedsPage(tasks, title)
