"""What the commands of the command line do, one module a purpose; each is imported only when it is called."""
