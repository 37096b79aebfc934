"""The attacks of `tests/attacks/`: read, handed in, graded, and tabulated."""
