"""One module a family of clauses; each has a `RULE`."""
