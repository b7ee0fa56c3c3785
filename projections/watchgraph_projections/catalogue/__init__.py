"""The catalogue: the SQL read model of the log, on both clocks."""
