"""A test cell and an answer cell deleted; the test cell comes back, the answer does not.

base: solution
delete: test_softmax_values, da_other
loses: test_da_other
"""
