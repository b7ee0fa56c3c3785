"""The read models: what the log says, folded into tables that answer questions."""
