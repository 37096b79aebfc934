"""A syntax error in one cell.

base: solution
loses: test_cross_entropy_axis, test_cross_entropy_tail, test_cross_entropy_values
"""

# %% cross_entropy
def cross_entropy(p, q)
    """Return -sum_k p_k log q_k over the last axis, with 0 log 0 = 0, in nats."""
    p, q = np.asarray(p), np.asarray(q)
    q_where_needed = np.where(p > 0, q, 1.0)
    return -np.sum(p * np.log(q_where_needed), axis=-1)
