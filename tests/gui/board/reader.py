"""Reads a board as a screen reader does, in a process of its own; run by the system's Python, which has the bindings.

It prints one JSON object: what it found, and what it heard while it selected a visit.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

warnings.simplefilter("ignore")
import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

SCREEN = Atspi.CoordType.SCREEN


def children(node: Any) -> Iterator[Any]:
    """Go through what lies directly in a node."""
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def board(node: Any, depth: int = 6) -> Any:
    """Find the list whose name begins as a day board's does."""
    for child in children(node):
        if child.get_role_name() == "list" and child.get_name().startswith("Day board"):
            return child
        found = board(child, depth - 1) if depth else None
        if found is not None:
            return found
    return None


def until(look: Callable[[], Any], seconds: float = 20) -> Any:
    """Look again and again until something is there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        pump(0.1)
    return None


def pump(seconds: float) -> None:
    """Let events arrive."""
    loop = GLib.MainLoop()
    GLib.timeout_add(int(seconds * 1000), loop.quit)
    loop.run()


def told(item: Any) -> dict[str, Any]:
    """Tell everything about one item."""
    box = item.get_component_iface().get_extents(SCREEN)
    actions = item.get_action_iface()
    return {
        "name": item.get_name(),
        "description": item.get_description(),
        "role": item.get_role_name(),
        "box": [box.x, box.y, box.width, box.height],
        "states": sorted(s.value_nick for s in item.get_state_set().get_states()),
        "actions": [actions.get_action_name(i) for i in range(actions.get_n_actions())],
        "index": item.get_index_in_parent(),
    }


def act(item: Any, name: str) -> None:
    """Do one of an item's actions."""
    actions = item.get_action_iface()
    names = [actions.get_action_name(i) for i in range(actions.get_n_actions())]
    actions.do_action(names.index(name))


def main() -> None:
    """Read, act, listen, and print."""
    heard: list[list[Any]] = []
    listener = Atspi.EventListener.new(lambda e: heard.append([e.type, e.detail1, e.source.get_name()]))
    for kind in ("object:state-changed:focused", "object:state-changed:selected", "object:children-changed"):
        listener.register(kind)
    found = until(lambda: board(Atspi.get_desktop(0)))
    items = list(children(found))
    box = items[1].get_component_iface().get_extents(SCREEN)
    hit = found.get_component_iface().get_accessible_at_point(box.x + 5, box.y + 5, SCREEN)
    report = {"board": found.get_name(), "items": [told(i) for i in items], "hit": hit.get_name()}
    act(items[1], sys.argv[1])
    pump(0.5)
    act(items[1], "Select")
    until(lambda: any("focused" in kind for kind, _, _ in heard))
    report["after select"] = told(items[1])["states"]
    report["heard"] = list(heard)
    act(items[2], "Select")
    report["told"] = bool(until(lambda: any("children-changed:add" in kind for kind, _, _ in heard)))
    found.clear_cache()
    report["refreshed"] = [i.get_name() for i in children(found)]
    print(json.dumps(report))


if __name__ == "__main__":
    main()
