"""The command line: everything that can be done at the desk, to be scripted."""
