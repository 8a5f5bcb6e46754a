"""A block as it is being written: what is typed so far, and the rule that it makes. No Qt, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, at_minute, local_date, start_of_day, wall

if TYPE_CHECKING:
    from frontdesk.services.blocks import BlockReply
    from frontdesk.services.clinic import Clinic

_DAY = timedelta(days=1)
MIDNIGHT = 24 * 60
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = frozenset(range(5))
MOST_WEEKS, MOST_TIMES = 52, 999


class Repeat(StrEnum):
    """How a block comes again; OTHER is a rule that this dialog cannot write, and leaves as it is."""

    NEVER = "never"
    DAILY = "daily"
    WORKDAYS = "workdays"
    WEEKLY = "weekly"
    OTHER = "other"


class Ends(StrEnum):
    """When it stops coming again."""

    NEVER = "never"
    ON = "on"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the dialog is opened for: a time on the board that was drawn or pointed at, or a block to change."""

    start: Instant | None = None
    end: Instant | None = None
    practitioner: Id | None = None
    block: Id | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose time is closed: a practitioner's or a calendar's."""

    id: Id
    name: str
    is_calendar: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What the dialog reads at first."""

    now: Instant
    zone: str
    owners: tuple[Owner, ...]
    reply: BlockReply | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The block so far; times of day in minutes, `last` is the last day that it touches, `weekdays` from Monday, 0."""

    first: date
    last: date
    title: str = ""
    owner: Owner | None = None
    start_minute: int = 9 * 60
    end_minute: int = 10 * 60
    whole_days: bool = False
    repeat: Repeat = Repeat.NEVER
    weekdays: frozenset[int] = frozenset()
    weeks: int = 1
    ends: Ends = Ends.NEVER
    until: date | None = None
    times: int = 10
    other: str = ""

    def start(self, zone: str) -> Instant:
        """Give when it begins."""
        return start_of_day(self.first, zone) if self.whole_days else at_minute(self.first, self.start_minute, zone)

    def end(self, zone: str) -> Instant:
        """Give when it ends."""
        if self.whole_days:
            return start_of_day(self.last + _DAY, zone)
        return at_minute(self.last, self.end_minute, zone)

    def rule(self) -> str | None:
        """Give its RRULE, None where it does not come again."""
        if self.repeat is Repeat.NEVER:
            return None
        if self.repeat is Repeat.OTHER:
            return self.other
        parts = {
            Repeat.DAILY: "FREQ=DAILY",
            Repeat.WORKDAYS: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            Repeat.WEEKLY: self._weekly(),
        }[self.repeat]
        if self.ends is Ends.ON and self.until is not None:
            return f"{parts};UNTIL={self.until:%Y%m%d}"
        return f"{parts};COUNT={self.times}" if self.ends is Ends.AFTER else parts

    def _weekly(self) -> str:
        every = f";INTERVAL={self.weeks}" if self.weeks > 1 else ""
        days = ",".join(WEEKDAYS[n] for n in sorted(self.weekdays or {self.first.weekday()}))
        return f"FREQ=WEEKLY{every};BYDAY={days}"

    def repeated(self, repeat: Repeat) -> Draft:
        """Give it with another way of coming again; weekly means the day of the week that it is on, at first."""
        days = self.weekdays
        if repeat is Repeat.WEEKLY and not days:
            days = frozenset({self.first.weekday()})
        return replace(self, repeat=repeat, weekdays=days)

    def on(self, first: date) -> Draft:
        """Give it on another first day, lasting as many days as before."""
        return replace(self, first=first, last=first + (self.last - self.first))

    def from_minute(self, minute: int) -> Draft:
        """Give it from another time of day on, as long as before where that stays within its days."""
        moved = self.end_minute + minute - self.start_minute
        end = moved if self.first == self.last and 0 < moved <= MIDNIGHT else self.end_minute
        return replace(self, start_minute=minute, end_minute=end)


def load(clinic: Clinic, block: Id | None) -> Choices:
    """Read, on the clinic's thread, whose time can be closed, and the block that is to be changed."""
    people = [Owner(p.id, p.name) for p in clinic.practitioners.list()]
    calendars = [Owner(c.id, c.name, is_calendar=True) for c in clinic.calendars.list()]
    reply = clinic.blocks.get(id=block) if block is not None else None
    zone = reply.block.zone if reply is not None else clinic.profile.get().zone
    return Choices(clinic.clock(), zone, (*people, *calendars), reply)


def first_draft(opening: Opening, choices: Choices) -> Draft:
    """Give the draft that a dialog opens with."""
    zone = choices.zone
    if choices.reply is not None:
        return _draft_of(choices.reply, choices)
    start = opening.start if opening.start is not None else choices.now
    end = opening.end if opening.end is not None else Instant(start + 3_600_000)
    owner = next((o for o in choices.owners if o.id == opening.practitioner and not o.is_calendar), None)
    return replace(_timed(start, end, zone), owner=owner)


def _timed(start: Instant, end: Instant, zone: str) -> Draft:
    first, last = local_date(start, zone), local_date(end - 1, zone)
    over = wall(end, zone)
    minute = MIDNIGHT if over.date() > last else over.hour * 60 + over.minute
    begin = wall(start, zone)
    return Draft(first, last, start_minute=begin.hour * 60 + begin.minute, end_minute=minute)


def _draft_of(reply: BlockReply, choices: Choices) -> Draft:
    block = reply.block
    wanted = block.calendar_id if block.practitioner_id is None else block.practitioner_id
    owner = next((o for o in choices.owners if o.id == wanted), None)
    draft = replace(_timed(block.start, block.end, block.zone), title=block.title, owner=owner)
    if block.all_day:
        draft = replace(draft, whole_days=True, start_minute=9 * 60, end_minute=17 * 60)
    return with_rule(draft, reply.rule)


def with_rule(draft: Draft, rule: str | None) -> Draft:
    """Give a draft with a rule in the words of the dialog, or as it is where it says more than those can."""
    if rule is None:
        return draft
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    read = _frequency(draft, parts)
    until, times = parts.pop("UNTIL", None), parts.pop("COUNT", None)
    day = _date(until) if until is not None else None
    if read is None or parts or (until is not None and day is None) or (times is not None and not times.isdigit()):
        return replace(draft, repeat=Repeat.OTHER, other=rule)
    if day is not None:
        return replace(read, ends=Ends.ON, until=day)
    return read if times is None else replace(read, ends=Ends.AFTER, times=int(times))


def _frequency(draft: Draft, parts: dict[str, str]) -> Draft | None:
    frequency, days = parts.pop("FREQ", ""), parts.pop("BYDAY", None)
    weeks = parts.pop("INTERVAL", "1")
    if frequency == "DAILY" and days is None and weeks == "1":
        return replace(draft, repeat=Repeat.DAILY)
    if frequency != "WEEKLY" or not weeks.isdigit():
        return None
    named = days.split(",") if days is not None else [WEEKDAYS[draft.first.weekday()]]
    if any(name not in WEEKDAYS for name in named):
        return None
    numbers = frozenset(WEEKDAYS.index(name) for name in named)
    if numbers == WORKDAYS and weeks == "1":
        return replace(draft, repeat=Repeat.WORKDAYS)
    return replace(draft, repeat=Repeat.WEEKLY, weekdays=numbers, weeks=int(weeks))


def _date(until: str) -> date | None:
    # An end with a time of day is one that a split left, or another program wrote: it stays as it is.
    if len(until) != 8 or not until.isdigit():
        return None
    try:
        return date(int(until[:4]), int(until[4:6]), int(until[6:]))
    except ValueError:
        return None


def creating(draft: Draft, zone: str) -> dict[str, Any]:
    """Give what `blocks.create` is asked for."""
    owner = draft.owner
    whose = "calendar" if owner is not None and owner.is_calendar else "practitioner"
    return {
        "start": draft.start(zone),
        "end": draft.end(zone),
        "title": draft.title,
        "all_day": draft.whole_days,
        "rule": draft.rule(),
        "zone_name": zone,
        whose: owner.id if owner is not None else None,
    }


def trying(draft: Draft, zone: str, *, alone: bool) -> dict[str, Any]:
    """Give what `blocks.over` is asked for."""
    sent = creating(draft, zone)
    del sent["title"]
    return sent | ({"rule": None} if alone else {})


def changing(draft: Draft, before: Draft, zone: str, *, alone: bool) -> dict[str, Any]:
    """Give what `blocks.update` is asked for: only what is another than before."""
    new, old = creating(draft, zone), creating(before, zone)
    sent = {name: new[name] for name in ("start", "end", "title", "all_day") if new[name] != old[name]}
    if "start" in sent or "all_day" in sent:
        sent |= {"start": new["start"], "end": new["end"]}
    if draft.owner != before.owner and draft.owner is not None:
        calendar = draft.owner.is_calendar
        sent |= {"calendar": draft.owner.id if calendar else None, "practitioner": None if calendar else draft.owner.id}
    if not alone and new["rule"] != old["rule"]:
        sent["rule"] = new["rule"]
    return sent


def lacking(draft: Draft, zone: str) -> str | None:
    """Name the field that must be filled or put right before the block can be written, None when all is well."""
    if draft.owner is None:
        return "practitioner"
    if draft.last < draft.first:
        return "last"
    if draft.end(zone) <= draft.start(zone):
        return "end"
    if (
        draft.repeat is not Repeat.NEVER
        and draft.ends is Ends.ON
        and (draft.until is None or draft.until < draft.first)
    ):
        return "until"
    return None
