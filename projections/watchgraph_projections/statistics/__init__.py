"""Statistics: counts and sums whose every number is a pair, certain and possible, with the claims under it."""
