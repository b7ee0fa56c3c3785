"""The declarations themselves, one module a family group. Each exports `PREDICATES`, most their code lists too."""
