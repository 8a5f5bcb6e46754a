"""What a clinic is and forbids: values and rules, with no clock, file, database or screen."""
