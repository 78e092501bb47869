"""Checks of web pages: axe-core and rules of our own, in a real browser when there is one, and without."""
