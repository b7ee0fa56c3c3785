"""Who is tied to whom: neighbours, neighbourhoods, paths and money trails over the claims that draw edges."""
