"""A test cell and an answer cell deleted; both come back, the answer unwritten.

base: solution
delete: test_last_layer, multilabel_gradient
loses: test_multilabel_gradient
"""
