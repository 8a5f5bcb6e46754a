"""What a page of the Settings window is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.labels import label


class Page(QWidget):
    """One page, built when it is first gone to. Its title, sign and words to be found by stand in `pages.py`.

    The window calls `read` whenever the page is gone to and after every undo, `begin` when it was gone to by keys,
    and `write` before another page is shown or the window closes. A page keeps its reads off the screen's thread
    (`self.tasks.run`), and shows within what it already has until they are there.

    `written`: the book changed (tell it once for each write). `settled` (bool): a write that began is over, and
    whether it was done; it comes after `written`, exactly once for each time that `is_writing` became true.
    `asked` (page, id): another page is wanted, at an item or at none. `visit_asked` (id, date): a visit is to be
    shown on the board; the window hides meanwhile and keeps what was typed. `shown`: what was read stands on the page.
    """

    written = Signal()
    settled = Signal(bool)
    asked = Signal(str, object)
    visit_asked = Signal(object, object)
    shown = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.tasks = tasks
        # The page puts it where it belongs, as a rule at the left of its foot.
        self.message = label("", "muted", wrap=True)

    def read(self, then: Id | None = None) -> None:
        """Read anew off the screen's thread and show it, at an item where one is named.

        What was typed and not written stays, unless an item other than the one that is edited is named.
        """
        raise NotImplementedError

    def begin(self) -> None:
        """Give the focus to where work begins."""
        self.setFocus()

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written."""
        return False

    @property
    def is_writing(self) -> bool:
        """Tell whether something is being written; nothing new is begun meanwhile."""
        return False

    def write(self) -> bool:
        """Begin to write what was typed; give False where it cannot be read, and say so beside the field.

        What the book itself refuses is said beside the field later, and `settled` tells False then.
        """
        return True

    def leave(self) -> bool:
        """Begin to write because another page is wanted, or the window is to close; else as `write`.

        A page may hold the first try back, since what it would write does harm: it says so, settles with False, and
        `held_back` is true until something else is typed. The next try writes.
        """
        return self.write()

    @property
    def held_back(self) -> bool:
        """Tell whether the last try to leave was held back, so that the next one writes."""
        return False

    @property
    def farewell(self) -> str:
        """Give what is to be said on the page that is gone to, since nobody sees it here."""
        return ""

    def put_back(self) -> None:
        """Drop what was typed and not written: the first thing that Ctrl+Z takes back."""
        self.read()

    @property
    def can_bring_back(self) -> bool:
        """Tell whether `bring_back` can show again what `put_back` dropped."""
        return False

    def bring_back(self) -> None:
        """Show again what was typed and dropped: the first thing that Ctrl+Y does."""

    def cancel_typing(self) -> None:
        """Drop what was typed, and say how it comes back."""
        self.put_back()
        back = self.tr("What was typed is taken back. Ctrl Y brings it back.")
        self.say(back if self.can_bring_back else self.tr("What was typed is taken back."))

    def say_stay(self) -> None:
        """Say why the page cannot be left, where nothing else is said at its foot."""
        if not self.message.text():
            self.say(self.tr("Put this right or cancel first."), wrong=True)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Show a line of words: what was just done or undone, or what went wrong."""
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(words)
