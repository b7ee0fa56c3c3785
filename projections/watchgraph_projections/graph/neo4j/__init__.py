"""The graph in a Neo4j database: kept beside the catalogue, and read in place of it where that is asked for."""
