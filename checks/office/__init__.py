"""Checks of Office files by their parts: DOCX, PPTX, XLSX and OpenDocument."""
