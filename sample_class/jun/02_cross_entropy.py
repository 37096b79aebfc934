"""A test cell and an answer cell deleted; both come back, the answer unwritten.

base: solution
delete: test_one_hot_values, dL_da
loses: test_dL_da
"""
