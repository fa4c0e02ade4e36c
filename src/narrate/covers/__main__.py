"""`python -m narrate.covers`."""

from narrate.covers import main

main()
