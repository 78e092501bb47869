"""Checks of sound, video, captions and pictures, on the original file in the reading process."""
