-- The keys of sealed texts lie in a database of their own, so that no backup of the log holds them.
create database watchgraph_keys;
