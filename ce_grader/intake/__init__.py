"""What was handed in: read as untrusted bytes, put back into the assignment's form, or refused."""
