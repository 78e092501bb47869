"""One module a check, found by itself: `INFO` declares it, `find(material)` yields its findings."""
