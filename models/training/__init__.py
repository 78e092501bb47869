"""Builds every trained file from the catalogue, imported frameworks, the corpus and open materials."""
