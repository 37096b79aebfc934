"""What a class has understood, from the gradebook and the graded notebooks."""
