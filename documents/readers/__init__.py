"""One reader a format. A new format is one new module here with a `READER` (see `documents.registry`)."""
