"""A real client over AT-SPI, in another process, finds every visit on a real screen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.desktop import Desktop

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"

pytestmark = pytest.mark.window


@pytest.fixture
def bindings() -> None:
    """Skip where the system's Python cannot speak AT-SPI."""
    asked = subprocess.run(["/usr/bin/python3", "-c", BINDINGS], capture_output=True, check=False)
    if asked.returncode:
        pytest.skip("the system's Python has no AT-SPI bindings (python3-gi, gir1.2-atspi-2.0)")


def read(desktop: Desktop, action: str) -> dict[str, Any]:
    desktop.start(sys.executable, HERE / "spoken_board.py", PYTHONPATH=f"{ROOT / 'src'}:{ROOT}")
    desktop.window("spoken board")
    report: dict[str, Any] = json.loads(desktop.run("/usr/bin/python3", HERE / "reader.py", action))
    return report


@pytest.mark.usefixtures("bindings")
def test_a_screen_reader_finds_each_visit_and_its_actions_reach_the_board(desktop: Desktop) -> None:
    report = read(desktop, "Open")
    desktop.window("opened 1")

    assert report["board"] == "Day board, Wednesday, 18 March 2026"
    assert [item["name"] for item in report["items"]] == [
        "Conference, all day, with Dr. Amelia Chen, booked",
        "Eva Novák, 09:00 to 10:00, Consultation, with Dr. Amelia Chen, confirmed",
        "Zoe <b>King</b>, 10:00 to 10:30, Consultation, with Dr. Luis Ortega, booked",
    ]
    eva, zoe = report["items"][1:]
    assert (eva["role"], eva["index"]) == ("list item", 1)
    assert zoe["description"] == "in Room 4"
    assert {"focusable", "selectable", "showing"} <= set(eva["states"])
    assert "selected" not in eva["states"]
    assert eva["actions"][:2] == ["Open", "Select"]
    assert report["hit"] == eva["name"]
    check_places(eva["box"], zoe["box"])
    check_events(report, eva["name"])
    assert report["told"]
    assert [name.partition(",")[0] for name in report["refreshed"]] == ["Eva Novák", "Omar Aziz", "Zoe <b>King</b>"]


def check_places(eva: list[int], zoe: list[int]) -> None:
    # An hour is as high as two halves, and Zoe begins where Eva ends, in the column beside.
    assert eva[3] > zoe[3] > 20
    assert eva[0] + eva[2] <= zoe[0]
    assert abs(eva[1] + eva[3] - zoe[1]) <= 4


def check_events(report: dict[str, Any], name: str) -> None:
    assert {"selected", "focused"} <= set(report["after select"])
    assert ["object:state-changed:focused", 1, name] in report["heard"]


@pytest.mark.usefixtures("bindings")
def test_a_screen_reader_can_nudge_a_visit(desktop: Desktop) -> None:
    read(desktop, "Move later")
    desktop.window("nudged 1 300000")
