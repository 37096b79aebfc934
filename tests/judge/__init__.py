"""Random pairs of expressions as students write them, and a naive truth about them."""
