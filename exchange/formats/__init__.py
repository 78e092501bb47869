"""One module an export format: FORMAT, MEDIA_TYPE and write(record) -> bytes."""
