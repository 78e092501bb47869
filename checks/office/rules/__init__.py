"""One module a check or a family of checks; each has a `RULE`."""
