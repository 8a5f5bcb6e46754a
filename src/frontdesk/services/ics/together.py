"""All changes of an import judged together: what moves away makes room for what comes, whichever is named first."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.services.ics.cases import Case
from frontdesk.services.ics.judge import Judge, Write, leaves
from frontdesk.services.ics.preview import Row, State
from frontdesk.services.ics.taken import Leaving, Taken

Judged = list[tuple[Row, Sequence[Write]]]
# So often what cannot move after all is put back, and everything judged anew; then each is judged as it comes.
ROUNDS = 5


def judged_together(judge: Judge, taken: Taken, cases: Sequence[Case]) -> Judged:
    """Judge all cases as though the visits that move or are called off held no time any more.

    Those that stay after all hold it: where another has got it, everything is judged again without them.
    """
    leaving = judge.leaving(cases)
    if not leaving:
        return _judged(judge, cases)
    held = taken.state()
    for _ in range(ROUNDS):
        for stretch, owner in leaving:
            taken.leave((stretch,), owner)
        found = _judged(judge, cases)
        staying = _staying(leaving, found)
        blocked = {owner for stretch, owner in staying if any(taken.over(stretch, besides=owner))}
        if not blocked:
            return found
        taken.restore(held)
        leaving = [each for each in leaving if each[1] not in blocked]
    return _judged(judge, cases)


def _staying(leaving: Sequence[Leaving], found: Judged) -> list[Leaving]:
    done = {write.before.id for _, writes in found for write in writes if write.before is not None and leaves(write)}
    return [each for each in leaving if each[1] not in done]


def _judged(judge: Judge, cases: Sequence[Case]) -> Judged:
    judged = [judge.judge(case) for case in cases]
    for at, case in enumerate(cases):
        # What stood in the way of one may have been moved away by another behind it.
        if judged[at][0].state is State.CLASHING and not judged[at][1] and len(case.drafts) == 1:
            judged[at] = judge.judge(case)
    return judged
