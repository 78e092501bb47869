"""The two sides of a PDF: its pages as drawn (pdfium) and its objects (pikepdf)."""
