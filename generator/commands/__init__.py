"""One module per command of the command line, each with its `command`, imported when it is asked for."""
