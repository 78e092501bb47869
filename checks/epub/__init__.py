"""Checks of an e-book: EPUB Accessibility 1.1 and the parts that it needs."""
