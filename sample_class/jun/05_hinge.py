"""A test cell and an answer cell deleted; both come back, the answer unwritten.

base: solution
delete: test_first_loss, first_loss
loses: test_first_loss
"""
