"""`python -m worker` is `verrijker`."""

from worker.cli import main

main()
