"""`python -m cenotaph` is the command `cenotaph`."""

from cenotaph.cli import main

main()
