"""The catalogue of operations: every method that a screen, a script or a test may call, by its name.

An operation is a method of an area (`clinic.appointments.book`). The decorator checks the actor's right before
anything else happens and enters the method here, so that nothing the screen can do is out of a script's reach.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, get_args, get_type_hints

from frontdesk.domain.actor import Right
from frontdesk.domain.keep import KEEP

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

A = TypeVar("A", bound="Area")
P = ParamSpec("P")
R = TypeVar("R")


class Area:
    """One group of operations on an open clinic, such as `clinic.appointments`."""

    def __init__(self, clinic: Clinic) -> None:
        self._clinic = clinic
        self._book = clinic.book


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the catalogue. `area` and `method` name the attributes to call on a clinic."""

    name: str
    area: str
    method: str
    right: Right
    function: Callable[..., Any]

    @property
    def summary(self) -> str:
        """Give the first sentence of its docstring."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """Give its keyword parameters with resolved annotations, in order, without self.

        Fields that may be left out one by one (`**sent: Unpack[Fields]`) stand each for itself, with default KEEP.
        """
        hints = get_type_hints(self.function, include_extras=True)
        found: dict[str, inspect.Parameter] = {}
        for p in list(inspect.signature(self.function).parameters.values())[1:]:
            if p.kind is not inspect.Parameter.VAR_KEYWORD:
                found[p.name] = p.replace(annotation=hints[p.name])
                continue
            for name, hint in get_type_hints(get_args(hints[p.name])[0]).items():
                found[name] = inspect.Parameter(name, p.KEYWORD_ONLY, default=KEEP, annotation=hint)
        return found

    def reply(self) -> Any:
        """Give the type of its reply."""
        return get_type_hints(self.function, include_extras=True).get("return", type(None))


CATALOGUE: dict[str, Operation] = {}
# The modules of this package that hold them; each imports only what its own area needs.
AREAS = (
    "appointments",
    "attendees",
    "availability",
    "blocks",
    "boards",
    "calendar_groups",
    "calendars",
    "closures",
    "delays",
    "equipment",
    "event_schedules",
    "feeds",
    "group_appointments",
    "history",
    "holds",
    "hours",
    "ics",
    "locations",
    "notes",
    "patients",
    "practitioners",
    "profile",
    "reasons",
    "repeats",
    "rooms",
    "schedules",
    "series.area",
    "service_bookings",
    "services",
    "sick_day",
    "waitlist",
    "waiting_room",
)


def load_catalogue() -> None:
    """Import every area, so that the catalogue is whole."""
    for area in AREAS:
        importlib.import_module(f"frontdesk.services.{area}")


@functools.cache
def _keywords(method: Any) -> frozenset[str] | None:
    """Give the names that a method takes whose fields may be left out (`**sent: Unpack[Fields]`), None for any other.

    Python refuses an unknown name of its own accord only where all are written out: a slip of the pen in one of
    these would go unseen. Read without the resolved types, which the first call has no time for.
    """
    code = method.__code__
    if not code.co_flags & inspect.CO_VARKEYWORDS:
        return None
    named = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    hint: str = method.__annotations__[code.co_varnames[len(named)]]
    fields = method.__globals__[hint.removeprefix("Unpack[").removesuffix("]")]
    return frozenset((*named, *fields.__annotations__))


def operation(name: str, *, right: Right) -> Callable[[Callable[Concatenate[A, P], R]], Callable[Concatenate[A, P], R]]:
    """Enter a method into the catalogue and let only actors with the right call it."""
    area, _, _ = name.partition(".")

    def enter(method: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
        @functools.wraps(method)
        def guarded(self: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
            self._clinic.actor.require(right)
            known = _keywords(method)
            if known is not None and not known.issuperset(kwargs):
                unknown = next(each for each in kwargs if each not in known)
                raise TypeError(f"{name}() got an unexpected keyword argument {unknown!r}")
            return method(self, *args, **kwargs)

        CATALOGUE[name] = Operation(name, area, method.__name__, right, method)
        return guarded

    return enter
