"""Print every name that a screen reader finds; run by the system's Python, which has the bindings."""

import warnings

warnings.simplefilter("ignore")
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def names(node, depth):
    for index in range(min(node.get_child_count(), 60)):
        child = node.get_child_at_index(index)
        if child is not None:
            print(child.get_name())
            if depth:
                names(child, depth - 1)


Atspi.init()
names(Atspi.get_desktop(0), 12)
