"""Which names of different data sets mean one thing: matching by codes first, then by names, each match explained."""
