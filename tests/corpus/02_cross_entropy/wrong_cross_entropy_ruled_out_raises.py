"""math.log raises where q is 0.

loses: test_cross_entropy_tail
"""
# %% cross_entropy
def cross_entropy(p, q):
    import math
    rows = zip(np.reshape(p, (-1, np.shape(p)[-1])), np.reshape(q, (-1, np.shape(q)[-1])))
    costs = [-sum(a * math.log(b) for a, b in zip(*row) if a > 0) for row in rows]
    return np.reshape(costs, np.shape(p)[:-1])
