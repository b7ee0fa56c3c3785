"""Genuine servers for one user on one machine, by pip alone: PostgreSQL and Neo4j, started and stopped."""
