"""The backing of the hidden tests, one module an assignment."""
