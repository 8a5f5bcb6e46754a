from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.changes import (
    Change,
    Changeset,
    Kind,
    canonical,
    chain_hash,
    next_redo,
    next_undo,
    standing,
)
from frontdesk.domain.instants import Instant


def head(seq: int, target: int | None = None, kind: Kind | None = None) -> Changeset:
    kind = kind or (Kind.DO if target is None else Kind.UNDO)
    return Changeset(seq, Instant(0), "desk", "test", "", kind, target, "")


def newest_first(*heads: Changeset) -> list[Changeset]:
    return sorted(heads, key=lambda h: -h.seq)


def test_undo_takes_back_the_newest_step_that_stands() -> None:
    found = next_undo(newest_first(head(1), head(2), head(3, target=2)))
    assert found is not None
    assert found.seq == 1


def test_a_step_that_was_done_again_is_taken_back_first() -> None:
    found = next_undo(newest_first(head(1), head(2, target=1), head(3, target=2, kind=Kind.REDO)))
    assert found is not None
    assert found.seq == 1


def test_nothing_done_means_nothing_to_undo() -> None:
    assert next_undo([]) is None
    assert next_undo(newest_first(head(1), head(2, target=1))) is None


def test_redo_takes_back_the_newest_undo() -> None:
    found = next_redo(newest_first(head(1), head(2), head(3, target=2), head(4, target=1)))
    assert found is not None
    assert found.seq == 4


def test_redo_goes_on_with_the_undo_before() -> None:
    heads = newest_first(head(1), head(2), head(3, target=2), head(4, target=1), head(5, target=4, kind=Kind.REDO))
    found = next_redo(heads)
    assert found is not None
    assert found.seq == 3


def test_a_new_step_ends_redo() -> None:
    assert next_redo(newest_first(head(1), head(2, target=1), head(3))) is None


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_the_record_behaves_as_two_stacks(steps: list[str]) -> None:
    done: list[int] = []
    undone: list[int] = []
    heads: list[Changeset] = []
    for step in steps:
        seq = len(heads) + 1
        if step == "do":
            heads.insert(0, head(seq))
            done, undone = [*done, seq], []
        elif step == "undo" and done:
            found = next_undo(heads)
            assert found is not None
            assert found.seq == done[-1]
            heads.insert(0, head(seq, target=found.seq))
            undone.append(done.pop())
        elif step == "redo" and undone:
            found = next_redo(heads)
            assert found is not None
            assert found.target is not None
            heads.insert(0, head(seq, target=found.seq, kind=Kind.REDO))
            done.append(undone.pop())
    assert (next_undo(heads) is not None) is bool(done)
    assert (next_redo(heads) is not None) is bool(undone)


def test_pairs_that_cancel_leave_nothing_standing() -> None:
    assert standing([head(5), head(6, target=5)]) is None
    assert standing([head(5, target=2), head(6, target=5, kind=Kind.REDO)]) is None


def test_what_is_not_cancelled_stands() -> None:
    found = standing([head(5), head(6), head(7, target=6)])
    assert found is not None
    assert found.seq == 5


def test_equal_rows_are_written_equally() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'


@given(
    st.lists(st.tuples(st.text(), st.integers(), st.text(), st.text()), max_size=3),
    st.lists(st.tuples(st.text(), st.integers(), st.text(), st.text()), max_size=3),
)
def test_different_changes_hash_differently(ones: list, others: list) -> None:  # type: ignore[type-arg]
    same = chain_hash("0", [1], ones) == chain_hash("0", [1], others)
    assert same is (ones == others)


def test_the_hash_hangs_on_the_one_before() -> None:
    assert chain_hash("a", [1], []) != chain_hash("b", [1], [])


def test_a_change_reversed_puts_back_what_was() -> None:
    change = Change("room", 1, None, {"name": "x"})
    assert change.reversed() == Change("room", 1, {"name": "x"}, None)
