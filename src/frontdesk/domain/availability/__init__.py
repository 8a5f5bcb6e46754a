"""Free times: a question and a frozen snapshot become slots, or the reasons why a time is none."""
