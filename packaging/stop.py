"""How the bootstrap ends early."""


class Stop(Exception):
    """End the bootstrap with a sentence that says what to do."""
