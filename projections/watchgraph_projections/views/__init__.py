"""What readers ask of the catalogue: plain rows and lists of them, each at a moment of both clocks."""
