"""What may be claimed, by whom, and what may happen to it: pure rules without any input or output."""
