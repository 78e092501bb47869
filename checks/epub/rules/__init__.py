"""One module a family of checks; each has a `RULE`."""
