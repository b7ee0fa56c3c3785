"""The shell: command line, web service and everything that wires the other packages together."""
