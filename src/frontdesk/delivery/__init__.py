"""What leaves the building: files written for others, and later mail."""
