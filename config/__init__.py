"""Settings and data files that steer the program; no code that decides."""
