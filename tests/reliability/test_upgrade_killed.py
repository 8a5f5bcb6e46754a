"""An upgrade that is killed, wherever it is, leaves a book that is whole: the old one or the new one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from frontdesk.store.book import HEAD, open_book
from frontdesk.store.look import look
from frontdesk.store.upgrade import upgrade
from tests.reliability.desks import ROOT
from tests.store.books import EVA, contents, new_book, put, visit
from tests.store.scripts import GOOD, NEXT, next_schema, scripts

STOP = '    import time; print("here", flush=True); time.sleep(60)\n'
FIRST, _, SECOND = GOOD.partition("    with ")
PLACES = {
    "before the first statement": STOP + GOOD,
    "between two statements": FIRST + STOP + "    with " + SECOND,
    "after the last statement": GOOD + STOP,
}
RUN = (
    "import sys; from pathlib import Path; from frontdesk.store.upgrade import upgrade; "
    "from tests.store.scripts import NEXT, next_schema; print('begun', flush=True); "
    f"upgrade(Path(sys.argv[1]), '{HEAD}', NEXT, scripts=Path(sys.argv[2]), schema=next_schema); print('done')"
)


def begun(path: Path, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    command = [sys.executable, "-c", RUN, str(path), str(folder)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    return running


def killed(running: subprocess.Popen[str]) -> None:
    running.kill()
    running.wait()
    assert running.stdout is not None
    running.stdout.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    folder.mkdir()
    with closing(new_book(folder / "clinic.frontdesk")) as book:
        put(book, *(visit(n, 30 * n, patient_id=EVA, title="x" * 300) for n in range(1, 400)))
    return folder / "clinic.frontdesk"


@pytest.mark.parametrize("place", PLACES)
def test_killed_in_the_middle_the_old_book_is_as_it_was_and_the_next_try_works(
    old: Path, tmp_path: Path, place: str
) -> None:
    before = contents(old)
    running = begun(old, scripts(tmp_path, PLACES[place]))
    assert running.stdout is not None
    assert running.stdout.readline() == "here\n"
    killed(running)
    assert contents(old) == before
    with closing(open_book(old)) as book:
        put(book, visit(999, 100_000))
    upgrade(old, HEAD, NEXT, scripts=scripts(tmp_path / "again"), schema=next_schema)
    assert look(old).revision == NEXT


@pytest.mark.slow
def test_killed_at_any_moment_the_book_is_the_old_one_or_the_new_one(old: Path, tmp_path: Path) -> None:
    folder, whole = scripts(tmp_path), old.read_bytes()
    before, ends = contents(old), set()
    chance = random.Random(3)
    for _ in range(30):
        for left in old.parent.iterdir():
            left.unlink()
        old.write_bytes(whole)
        running = begun(old, folder)
        time.sleep(chance.uniform(0.0, 0.3))
        killed(running)
        ends.add(look(old).revision)
        if look(old).revision == HEAD:
            assert contents(old) == before
            upgrade(old, HEAD, NEXT, scripts=folder, schema=next_schema)
        after = contents(old)
        assert after["claim"] == before["claim"]
        assert [row[:-1] for row in after["appointment"]] == before["appointment"]
        assert not list(old.parent.glob(".*"))
    assert HEAD in ends
