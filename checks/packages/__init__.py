"""Checks of packages: what a manifest promises, the content of H5P, and questions, in the reading process."""
