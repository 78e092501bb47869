"""Prompt templates with their output schema and version; empty until a model is called."""
