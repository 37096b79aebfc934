"""Not written.

loses: test_softmax_values, test_softmax_axis, test_softmax_stable, test_softmax_types, test_softmax_jacobian, test_softmax_jacobian_stable
"""
# %% softmax
def softmax(z):
    raise NotImplementedError("not written yet")
