"""`python -m bot` is the `goglobal` command."""

from bot.interfaces.cli import main

main()
