"""What Word and PowerPoint files have in common."""
