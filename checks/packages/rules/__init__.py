"""One module a check or a few that belong together, found by itself."""
