"""Which names of several publishers mean one thing: pure rules, and tables that a person looked at."""
