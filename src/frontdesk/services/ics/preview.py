"""What an import would do, row by row, and what a person may choose about each: values without any screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.keep import KEEP, Keep


class State(StrEnum):
    """How an event of a file stands to the book.

    A row's reason says more, with its facts in brackets. Changed: moved [start, end, sequence: as they are in the
    book], changed [fields, sequence], later_times, times_gone [visits]; each of these with added and gone, the numbers
    of times that are new and that are called off, where there are any; left_out counts those that stay left out since
    something stood in their way at an earlier import. Same: unchanged, kept_off, older, where the book has a
    newer version, outdated, where these files have one, message [method]. Left out: outside_horizon [first, last],
    too far back or ahead to be kept, comes_later [until], where its series reaches so far at first. Clashing:
    overlaps. All of these may have kept_off, the number of times that stay called off, put away or deleted here
    although the file has them. Cancelled: cancelled_by_sender [visits], cancelled_not_here.
    Unreadable: too_long, time_out_of_range, too_many_times, too_many_a_day, and the codes of the reader [detail, lost].
    """

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CLASHING = "clashing"
    CANCELLED = "cancelled"
    LEFT_OUT = "left_out"
    UNREADABLE = "unreadable"


class Action(StrEnum):
    """What is done with an event. `import` leaves out what clashes, `anyway` books it over others."""

    IMPORT = "import"
    SKIP = "skip"
    ANYWAY = "anyway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose for the row of this key; what is left out stays as proposed, null means nobody."""

    key: str
    action: Action | None = None
    practitioner: Id | Keep | None = KEEP
    patient: Id | Keep | None = KEEP


class Match(StrEnum):
    """How a person was found: who was chosen, by address, by name, as the owner of the calendar, or not yet here.

    `title` is a patient whose whole name begins or ends the title of an event that names no guests.
    """

    CHOSEN = "chosen"
    EMAIL = "email"
    NAME = "name"
    TITLE = "title"
    CALENDAR = "calendar"
    NEW = "new"
    KEPT = "kept"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Who:
    """A practitioner or patient of a row. Without id it is to be made, unless there is nobody.

    `several` tells that more than one could be meant, so nobody was taken.
    """

    match: Match
    id: Id | None = None
    name: str = field(default="", repr=False)
    several: bool = False


NOBODY = Who(Match.NOBODY)


@dataclass(frozen=True, slots=True)
class Repeats:
    """A series in figures: the rule as the file has it, and how many of its times the import takes.

    `cut` tells that there are more than an import takes. `until` is set where the series of the files together are
    more than one import takes: this one reaches up to there at first, and `series.extend` gives it the rest.
    """

    rule: str
    times: int
    cut: bool
    until: Instant | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """What stands in the way: a visit of the book by its id, or a row of the same import by its key."""

    start: Instant
    end: Instant
    appointment_id: Id | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event of a file. `reason` is a stable code and `facts` what a sentence about it needs.

    `overlapping` counts the times that clash; `overlaps` lists the first few of what they clash with. `action` is
    what would be done: as chosen, else as proposed. Texts are plain text from outside.
    """

    key: str
    state: State
    action: Action
    file: str
    line: int
    component: str = "VEVENT"
    title: str = field(default="", repr=False)
    start: Instant | None = None
    end: Instant | None = None
    all_day: bool = False
    zone: str = ""
    repeats: Repeats | None = None
    practitioner: Who = NOBODY
    patient: Who = NOBODY
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)
    overlapping: int = 0
    overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a file that was not read as it stands, though no event was lost by it.

    `kept` says that components that are no events, such as tasks, are kept as they came: `detail` is how many.
    """

    file: str
    line: int
    component: str
    what: str
    detail: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import of these files would do. Nothing is changed by looking.

    `events` counts all events that stand in the files; each has a row. `counts` has every state. `source` names
    the program that wrote the first file, `zone` the one that its times without a zone are read in. `kept` counts the
    components that are no events and would be kept anew or changed, `series` those of which nothing would change but
    what is recorded of them: a rule or an exception that none of their visits shows.
    """

    files: tuple[str, ...]
    name: str = field(default="", repr=False)
    source: str = ""
    zone: str = ""
    events: int = 0
    rows: tuple[Row, ...] = ()
    counts: Mapping[State, int] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    new_practitioners: int = 0
    new_patients: int = 0
    kept: int = 0
    series: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. `seq` is the changeset that undo takes back, None when nothing was changed.

    `visits`, `changed` and `cancelled` count appointments, of which a series has many; `kept` components that are no
    events.
    """

    preview: Preview
    seq: int | None = None
    visits: int = 0
    changed: int = 0
    cancelled: int = 0
    practitioners: int = 0
    patients: int = 0
    kept: int = 0
    series: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """A calendar file as text, and how many visits it holds, among them blocks and such as were called off."""

    text: str = field(repr=False)
    visits: int
    blocks: int = 0
    cancelled: int = 0
