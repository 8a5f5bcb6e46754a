"""Set Frontdesk up and open it, or set it up and test it, on a machine that has Python and nothing else.

    python3 packaging/bootstrap.py open     opens Frontdesk on a sample clinic
    python3 packaging/bootstrap.py test     runs every check and test

This file alone is read by every Python, old ones too, so that an old one is refused with a sentence.
"""

import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def refusal(version: "tuple[int, ...]") -> str:
    """Say why this Python cannot run Frontdesk; nothing when it can."""
    if OLDEST <= tuple(version) <= NEWEST:
        return ""
    wanted = "Frontdesk needs Python 3.11, 3.12, 3.13 or 3.14; this is Python "
    found = ".".join(str(part) for part in version)
    return wanted + found + " (" + sys.executable + ").\nRun the same line with another one, such as python3.13."


if __name__ == "__main__":
    complaint = refusal(sys.version_info[:2])
    if complaint:
        sys.exit(complaint)
    import steps

    sys.exit(steps.main(sys.argv[1:]))
