"""The catalogue of operations: every method that a screen, a script or a test may call, by its name.

An operation is a method of an area (`clinic.appointments.book`). The decorator checks the actor's right before
anything else happens and enters the method here, so that nothing the screen can do is out of a script's reach.
"""

from __future__ import annotations

import functools
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


def operation(name: str, *, right: Right) -> Callable[[Callable[Concatenate[A, P], R]], Callable[Concatenate[A, P], R]]:
    """Enter a method into the catalogue and let only actors with the right call it."""
    area, _, _ = name.partition(".")

    def enter(method: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
        @functools.wraps(method)
        def guarded(self: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
            self._clinic.actor.require(right)
            return method(self, *args, **kwargs)

        CATALOGUE[name] = Operation(name, area, method.__name__, right, method)
        return guarded

    return enter
