"""A test cell and an answer cell deleted; both come back, the answer unwritten.

base: solution
delete: test_loss, dL_db
loses: test_dL_db
"""
