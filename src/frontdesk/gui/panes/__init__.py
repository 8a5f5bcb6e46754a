"""The surfaces around the board: top bar, left column, inspector and status bar."""
