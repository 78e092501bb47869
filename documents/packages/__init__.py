"""What course and quiz packages have in common: manifests, and questions as text."""
