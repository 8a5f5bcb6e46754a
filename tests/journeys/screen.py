"""Print what a screen reader finds on the board, as JSON; run by the system's Python, which has the bindings."""

import json
import warnings

warnings.simplefilter("ignore")
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


def boards(node, depth):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is None:
            continue
        if child.get_role_name() == "list" and "board" in child.get_name():
            yield child
        elif depth:
            yield from boards(child, depth - 1)


Atspi.init()
found = {"board": "", "box": [], "visits": {}}
for board in boards(Atspi.get_desktop(0), 7):
    found["board"] = board.get_name()
    whole = board.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
    found["box"] = [whole.x, whole.y, whole.width, whole.height]
    for index in range(board.get_child_count()):
        item = board.get_child_at_index(index)
        box = item.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        found["visits"][item.get_name()] = [box.x, box.y, box.width, box.height]
print(json.dumps(found))
