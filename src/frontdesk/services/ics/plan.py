"""The plan of an import: a row for every event, and what would be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Room
from frontdesk.domain.names import folded
from frontdesk.services.ics.answers import Answer
from frontdesk.services.ics.cases import held_by
from frontdesk.services.ics.components_kept import KeptWrite, kept_writes, told
from frontdesk.services.ics.judge import Judge, Write
from frontdesk.services.ics.meeting import meet
from frontdesk.services.ics.messages import Key, Messages
from frontdesk.services.ics.numbers import book_of
from frontdesk.services.ics.past import History
from frontdesk.services.ics.people import People, Pick
from frontdesk.services.ics.preview import Action, Choice, Preview, Row, State, Trouble
from frontdesk.services.ics.reach import all_cases
from frontdesk.services.ics.recording import Recording, held_records, recordings
from frontdesk.services.ics.sources import Entry, File, Sources, program_of
from frontdesk.services.ics.stretches import stretches_of
from frontdesk.services.ics.taken import Taken
from frontdesk.services.ics.titles import Untitled
from frontdesk.services.ics.together import judged_together
from frontdesk.services.ics.words import one_line
from frontdesk.services.series.imported import window_around
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked for: whose all events are, what they become, and the choices about single rows.

    `defaults` are what is done with the rows of a state that no choice is about.
    """

    practitioner: Id | None = None
    service: Id | None = None
    choices: Sequence[Choice] = ()
    defaults: Mapping[State, Action] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is shown, and what is done.

    `answers` are to visits that are yet to be made, by UID and RECURRENCE-ID; `kept` are components that are no events,
    `series` the records of series.
    Whoever writes empties `writes`, so that events are let go of as they are written.
    """

    preview: Preview
    writes: list[Write]
    answers: Mapping[Key, Sequence[Answer]]
    kept: tuple[KeptWrite, ...]
    series: Sequence[Recording]


def plan(book: Reading, sources: Sources, asked: Asked, zone: str, now: Instant) -> Plan:
    """Lay the events beside the book and judge each; what the sources hold of them goes over into the plan."""
    choices = {choice.key: choice for choice in asked.choices}
    _check_keys(sources, choices)
    defaults = _known_defaults(asked.defaults)
    people, rooms, untitled = People(book, asked.practitioner), _Rooms(book), Untitled(book)
    held = held_by(book, sources)
    known = held_records(book, sources)
    records = {uid: each for uid, each in known.items() if each.imported}
    listed = all_cases(sources.families, held, records, now)
    # Only what comes again is asked about as a family any more; a series that was made here has its record already.
    sources.families[:] = [
        each for each in sources.families if each.uid in records or (each.repeats and each.uid not in known)
    ]
    meet(listed, people, choices, untitled)
    for case in listed:
        case.room = rooms.named(case.words.room)
    listed.sort(key=lambda case: _place(case.entry.key))
    taken = Taken()
    taken.load(book, (stretch for case in listed for stretch in stretches_of(case)), now)
    window = window_around(now)
    judge = Judge(taken, window, choices, defaults, History(known, book_of(book), window))
    judged = judged_together(judge, taken, listed)
    del taken, judge
    judged_so = _once(write for _, written in judged for write in written)
    messages = Messages(book, held, judged_so, choices, defaults)
    rows = _rows_without_cases(sources) + messages.rows(sources.messages) + [row for row, _ in judged]
    rows.sort(key=lambda row: _place(row.key))
    again = {family.uid for family in sources.families}
    coming = [(case, *judged[at]) for at, case in enumerate(listed) if case.entry.event.uid in again]
    series = recordings(sources, coming, records, choices, window)
    kept, writes = kept_writes(book, sources), messages.writes
    return Plan(
        _preview(sources, rows, writes, zone, len(kept), sum(each.alone for each in series)),
        writes,
        messages.answers,
        kept,
        series,
    )


def _once(writes: Iterable[Write]) -> list[Write]:
    """Let each appointment be changed once: of what several parts of a damaged file say of one, the last counts."""
    listed = list(writes)
    last = {each.before.id: each for each in listed if each.before is not None}
    return [each for each in listed if each.before is None or last[each.before.id] is each]


class _Rooms:
    """The rooms of the book by name; read when an export of ours names one."""

    def __init__(self, book: Reading) -> None:
        self._book = book
        self._known: dict[str, Id] | None = None

    def named(self, name: str) -> Id | None:
        """Give the room of a name, None where there is none."""
        if not name:
            return None
        if self._known is None:
            live = (room for room in self._book.all(Room) if room.archived_at is None)
            self._known = {folded(room.name): room.id for room in live}
        return self._known.get(folded(name))


def _place(key: str) -> tuple[int, int]:
    """Give where a row stands: by file, then by line."""
    number, _, line = key.partition(":")
    return int(number), int(line)


def _check_keys(sources: Sources, choices: dict[str, Choice]) -> None:
    known = {entry.key for family in sources.families for entry in family.entries} if choices else set()
    known |= {entry.key for entry in (*sources.messages, *sources.outdated)}
    known |= {f"{number}:{problem.line}" for number, _, problem in sources.unreadable}
    for key in choices:
        if key not in known:
            raise Invalid("unknown_row", field="choices", got=key, allowed="the key of a row of the preview")


def _known_defaults(said: Mapping[State, Action]) -> Mapping[State, Action]:
    """Give defaults by their states; words are taken for what they say, as scripts write them."""
    try:
        return {State(state): Action(action) for state, action in said.items()}
    except ValueError as error:
        allowed = {"states": [each.value for each in State], "actions": [each.value for each in Action]}
        raise Invalid("not_one_of", field="defaults", got=str(dict(said)), allowed=allowed) from error


def _rows_without_cases(sources: Sources) -> list[Row]:
    """Give the rows of events that say nothing to the book: outdated versions, and what was lost."""
    rows = [_bare(entry, "outdated") for entry in sources.outdated]
    for number, file, problem in sources.unreadable:
        rows.append(
            Row(
                key=f"{number}:{problem.line}",
                state=State.UNREADABLE,
                action=Action.SKIP,
                file=file.name,
                line=problem.line,
                component=problem.component or "VEVENT",
                reason=problem.what,
                facts={"detail": problem.detail, "lost": problem.lost},
            )
        )
    return rows


def _bare(entry: Entry, reason: str) -> Row:
    event = entry.event
    return Row(
        key=entry.key,
        state=State.SAME,
        action=Action.SKIP,
        file=entry.file.name,
        line=event.line,
        title=one_line(event.summary),
        start=event.start,
        end=event.end,
        all_day=event.all_day,
        zone=event.zone,
        reason=reason,
    )


def _preview(
    sources: Sources, rows: Sequence[Row], writes: Sequence[Write], zone: str, kept: int, series: int
) -> Preview:
    files = sources.files
    counts = Counter(row.state for row in rows)
    named = next((file.feed for file in files if file.feed.name), None)
    written = next((file.feed for file in files if file.feed.product), None)
    zoned = next((file.feed.zone for file in files if file.feed.zone), zone)
    return Preview(
        files=tuple(file.name for file in files),
        name=one_line(named.name) if named is not None else "",
        source=program_of(written.product) if written is not None else "",
        zone=zoned,
        events=sum(file.feed.begun for file in files),
        rows=tuple(rows),
        counts={state: counts.get(state, 0) for state in State},
        troubles=tuple(trouble for file in files for trouble in _troubles(file)),
        kept=kept,
        series=series,
        new_practitioners=len(newcomers(writes, "practitioner")),
        new_patients=len(newcomers(writes, "patient")),
    )


def _troubles(file: File) -> Iterator[Trouble]:
    """Give what of a file was not read as it stands, though no event was lost by it; components that are none first."""
    yield from told(file)
    for problem in file.feed.problems:
        if not problem.lost and problem.what != "not_an_event":
            yield Trouble(file.name, problem.line, problem.component, problem.what, problem.detail)


def newcomers(writes: Sequence[Write], kind: str) -> dict[object, Pick]:
    """Give those who must be made for what is written, in the order in which they are first needed."""
    found: dict[object, Pick] = {}
    for write in writes:
        pick: Pick = getattr(write.case, kind)
        if write.before is None and pick.newcomer is not None:
            found.setdefault(pick.newcomer, pick)
    return found
