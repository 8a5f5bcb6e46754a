"""The serial worker: calls in, frozen values out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from frontdesk.domain.errors import Invalid, NotFound, Refusal
from frontdesk.gui.ground.tasks import Task, Tasks


class Book:
    """Stands where a clinic stands: it notes which thread opened, used and closed it."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.closed_in: int | None = None
        self.written: list[str] = []

    def close(self) -> None:
        self.closed_in = threading.get_ident()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.end()


def opened(tasks: Tasks, qtbot: Any) -> Book:
    books: list[Book] = []

    def opening() -> Any:
        books.append(Book())
        return books[-1]

    with qtbot.waitSignal(tasks.busy_changed, check_params_cb=lambda busy: not busy):
        tasks.open(opening, lambda _: None, pytest.fail)
    return books[0]


def settled(tasks: Tasks, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: tasks.idle)


def raising(error: Exception) -> Callable[[Any], Any]:
    def call(_: Any) -> Any:
        raise error

    return call


def test_an_answer_comes_on_the_threads_of_the_screen(tasks: Tasks, qtbot: Any) -> None:
    threads: list[Any] = []
    tasks.run(lambda _: threading.get_ident(), lambda worker: threads.extend([worker, threading.get_ident()]))
    settled(tasks, qtbot)
    assert threads[0] != threads[1] == threading.main_thread().ident


def test_calls_are_given_the_clinic_opened_on_the_thread(tasks: Tasks, qtbot: Any) -> None:
    book = opened(tasks, qtbot)
    given: list[Any] = []
    tasks.run(lambda clinic: (clinic, threading.get_ident()), given.append)
    settled(tasks, qtbot)
    assert given == [(book, book.thread)]


def test_calls_run_in_the_order_they_were_asked_for(tasks: Tasks, qtbot: Any) -> None:
    ran: list[int] = []
    for number in range(20):
        tasks.run(lambda _, n=number: ran.append(n))  # type: ignore[misc]
    settled(tasks, qtbot)
    assert ran == list(range(20))


def test_of_two_calls_with_one_key_only_the_newer_is_answered(tasks: Tasks, qtbot: Any) -> None:
    held = threading.Event()
    answers: list[str] = []
    tasks.run(lambda _: held.wait(10) and "old", answers.append, key="search")
    tasks.run(lambda _: "new", answers.append, key="search")
    held.set()
    settled(tasks, qtbot)
    assert answers == ["new"]


def test_an_older_call_of_a_key_that_has_not_begun_is_never_run(tasks: Tasks, qtbot: Any) -> None:
    held = threading.Event()
    ran: list[str] = []
    tasks.run(lambda _: held.wait(10))
    tasks.run(lambda _: ran.append("old"), key="search")
    tasks.run(lambda _: ran.append("new"), key="search")
    held.set()
    settled(tasks, qtbot)
    assert ran == ["new"]


def test_calls_with_different_keys_are_all_answered(tasks: Tasks, qtbot: Any) -> None:
    answers: list[str] = []
    tasks.run(lambda _: "patients", answers.append, key="patients")
    tasks.run(lambda _: "day", answers.append, key="day")
    settled(tasks, qtbot)
    assert answers == ["patients", "day"]


def test_a_refusal_goes_to_the_asker(tasks: Tasks, qtbot: Any) -> None:
    refusals: list[Refusal] = []
    tasks.run(raising(NotFound("patient", 7)), pytest.fail, refusals.append)
    settled(tasks, qtbot)
    assert [(r.code, r.facts["kind"]) for r in refusals] == [("not_found", "patient")]


def test_a_refusal_that_nobody_takes_is_told_to_all(tasks: Tasks, qtbot: Any) -> None:
    with qtbot.waitSignal(tasks.refused) as told:
        tasks.run(raising(Invalid("too_long", field="end")))
    assert told.args[0].reason == "too_long"


def test_a_refusal_brings_no_frames_of_the_thread_along(tasks: Tasks, qtbot: Any) -> None:
    def call(_: Any) -> None:
        try:
            raise RuntimeError
        except RuntimeError as error:
            raise Invalid("too_long") from error

    with qtbot.waitSignal(tasks.refused) as told:
        tasks.run(call)
    refusal = told.args[0]
    assert (refusal.__traceback__, refusal.__cause__, refusal.__context__) == (None, None, None)


@pytest.mark.logs_warnings
def test_something_unforeseen_is_told_and_leaves_the_thread_running(tasks: Tasks, qtbot: Any) -> None:
    answers: list[int] = []
    with qtbot.waitSignal(tasks.broke) as told:
        tasks.run(raising(ZeroDivisionError("Eva Novák")))
        tasks.run(lambda _: 1, answers.append)
    settled(tasks, qtbot)
    assert (told.args, answers) == (["ZeroDivisionError"], [1])


@pytest.mark.logs_warnings
def test_the_log_of_something_unforeseen_holds_the_place_but_no_words_of_it(
    tasks: Tasks, qtbot: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(tasks.broke):
        tasks.run(raising(ValueError("Eva Novák")))
    assert "ValueError at" in caplog.text
    assert "test_tasks.py" in caplog.text
    assert "Novák" not in caplog.text


def test_an_answer_for_a_widget_that_is_gone_is_not_run(tasks: Tasks, qtbot: Any) -> None:
    class Asker(QObject):
        def take(self, _: Any) -> None:
            pytest.fail("answered a widget that is gone")

    held = threading.Event()
    asker = Asker()
    tasks.run(lambda _: held.wait(10), asker.take)
    import shiboken6

    shiboken6.delete(asker)
    held.set()
    settled(tasks, qtbot)


def test_a_cancelled_task_is_not_answered(tasks: Tasks, qtbot: Any) -> None:
    held = threading.Event()
    tasks.run(lambda _: held.wait(10), pytest.fail).cancel()
    held.set()
    settled(tasks, qtbot)


def test_long_work_tells_how_far_it_is(tasks: Tasks, qtbot: Any) -> None:
    steps: list[tuple[int, int]] = []

    def call(_: Any, task: Task) -> str:
        for done in (1, 2, 3):
            task.report(done, 3)
        return "ready"

    answers: list[str] = []
    tasks.run_long(call, answers.append, pytest.fail, lambda done, total: steps.append((done, total)))
    settled(tasks, qtbot)
    assert (steps, answers) == ([(1, 3), (2, 3), (3, 3)], ["ready"])


def test_cancelling_long_work_stops_it_at_its_next_report(tasks: Tasks, qtbot: Any) -> None:
    begun, held, reached = threading.Event(), threading.Event(), []

    def call(_: Any, task: Task) -> None:
        begun.set()
        held.wait(10)
        task.report(1, 2)
        reached.append("after")

    task = tasks.run_long(call, pytest.fail, pytest.fail, lambda done, total: None)
    assert begun.wait(10)
    task.cancel()
    held.set()
    settled(tasks, qtbot)
    assert reached == []


def test_long_work_that_reads_is_told_as_reading_and_not_as_writing(tasks: Tasks, qtbot: Any) -> None:
    told: list[tuple[str, bool]] = []
    tasks.writing_changed.connect(lambda on: told.append(("writing", on)))
    tasks.reading_changed.connect(lambda on: told.append(("reading", on)))
    tasks.run_long(lambda _clinic, _task: None, lambda _: None, pytest.fail, lambda *_: None, reads=True)
    settled(tasks, qtbot)
    assert told == [("reading", True), ("reading", False)]


def test_busy_is_told_once_for_a_row_of_calls(tasks: Tasks, qtbot: Any) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    for _ in range(3):
        tasks.run(lambda _: None)
    settled(tasks, qtbot)
    assert told == [True, False]


def test_ending_closes_the_clinic_on_its_own_thread(qapp: QApplication, qtbot: Any) -> None:
    tasks = Tasks()
    book = opened(tasks, qtbot)
    tasks.end()
    assert book.closed_in == book.thread


def test_ending_finishes_changes_that_still_wait(qapp: QApplication, qtbot: Any) -> None:
    tasks = Tasks()
    book = opened(tasks, qtbot)
    held = threading.Event()
    tasks.run(lambda _: held.wait(10))
    tasks.run(lambda clinic: clinic.written.append("booked"))
    tasks.run(lambda clinic: clinic.written.append("looked up"), key="search")
    threading.Timer(0.05, held.set).start()
    tasks.end()
    assert book.written == ["booked"]


def test_opening_another_file_closes_the_one_before(tasks: Tasks, qtbot: Any) -> None:
    first = opened(tasks, qtbot)
    second = opened(tasks, qtbot)
    assert (first.closed_in is not None, second.closed_in) == (True, None)


def test_a_file_that_cannot_be_opened_leaves_the_one_before_open(tasks: Tasks, qtbot: Any) -> None:
    first = opened(tasks, qtbot)
    refusals: list[Refusal] = []
    tasks.open(lambda: raising(Invalid("damaged"))(None), pytest.fail, refusals.append)
    settled(tasks, qtbot)
    assert (first.closed_in, len(refusals)) == (None, 1)
