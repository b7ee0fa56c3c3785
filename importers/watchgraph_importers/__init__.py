"""What publishers offer, read into claims: one module a publisher over one pipeline."""
