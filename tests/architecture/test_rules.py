"""The rules of the house hold, and each of them sees what breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.house import ROOT, House, read
from tests.architecture.rules import EDGES, RULES, Rule

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)


@pytest.fixture(scope="module")
def house() -> House:
    """Read the house itself, once."""
    return read(ROOT)


@every_rule
def test_the_house_keeps_the_rule_that(rule: Rule, house: House) -> None:
    broken = list(rule.look(house))
    assert not broken, f"{rule.sentence}:\n" + "\n".join(broken)


@every_rule
def test_a_seeded_violation_is_seen_by_the_rule_that(rule: Rule, tmp_path: Path) -> None:
    for path, text in rule.seed.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    seen = list(rule.look(read(tmp_path)))
    unseen = [path for path in rule.seed if not any(line.startswith(f"{path}:") for line in seen)]
    assert not unseen, f"not seen in {unseen}"


def test_every_outer_edge_that_may_catch_everything_exists(house: House) -> None:
    assert [edge for edge in EDGES if edge not in house.modules] == []


def test_the_house_was_read_at_all(house: House) -> None:
    assert len(house.modules) > 50
    assert "resources/fonts/OFL.txt" in house.texts
