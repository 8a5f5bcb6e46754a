from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from frontdesk.domain import ids
from frontdesk.domain.ids import EPOCH_MS, new_id

NOW = EPOCH_MS + 200_000_000_000


@pytest.fixture(autouse=True)
def _own_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no far future of these tests run on into others."""
    monkeypatch.setattr(ids, "_last", 0)


def test_ids_of_one_process_grow() -> None:
    made = [new_id(NOW) for _ in range(2000)]
    assert made == sorted(set(made))


def test_ids_fit_in_64_bits_until_the_year_2150() -> None:
    assert new_id(EPOCH_MS + 130 * 366 * 86_400_000) < 2**63


def test_threads_never_make_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [i for ids in pool.map(lambda _: [new_id(NOW) for _ in range(500)], range(8)) for i in ids]
    assert len(set(made)) == 4000
