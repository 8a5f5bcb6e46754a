"""The board: a day or a week of visits, painted, dragged, and read aloud."""
