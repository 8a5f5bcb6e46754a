"""What outlives a desk: it is made once for a window, and handed to each desk that is laid out."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.gui.ground.actions import Actions
from frontdesk.gui.ground.present import Clock
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.incoming import Incoming
from frontdesk.gui.window.menus import Menus
from frontdesk.gui.window.outside import Outside
from frontdesk.gui.window.selection import Selection
from frontdesk.gui.window.sharing import Sharing
from frontdesk.gui.window.steps import Steps


@dataclass(frozen=True, slots=True)
class Lasting:
    """The parts of a window that last as long as it does."""

    settings: Settings
    clock: Clock
    tasks: Tasks
    actions: Actions
    toasts: Toasts
    days: Days
    selection: Selection
    steps: Steps
    menus: Menus
    outside: Outside
    sharing: Sharing
    incoming: Incoming
