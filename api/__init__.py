"""What people and platforms reach over HTTP: the API under /api/v1 and the review desk under /desk."""
