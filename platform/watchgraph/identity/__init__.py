"""Which entities are one: clusters, derived from judgements and from nothing else."""
