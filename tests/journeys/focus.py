"""Print the names of what has the focus, as a screen reader finds them; run by the system's Python."""

import warnings

warnings.simplefilter("ignore")
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def focused(node, depth):
    for index in range(min(node.get_child_count(), 60)):
        child = node.get_child_at_index(index)
        if child is None:
            continue
        states = child.get_state_set()
        if states.contains(Atspi.StateType.FOCUSED) and states.contains(Atspi.StateType.SHOWING):
            print(child.get_name())
        if depth and states.contains(Atspi.StateType.VISIBLE):
            focused(child, depth - 1)


Atspi.init()
focused(Atspi.get_desktop(0), 14)
