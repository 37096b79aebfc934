"""Every letter of the algebra is an array afterwards."""
# %% reduction_steps
reduction_steps = [
    cce_two,
    -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(a_2),
    -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(1 - sigma(s_1 - s_2)),
]
s = s_1 = s_2 = t = t_1 = np.array([1.0, 2.0, 3.0])
a_1 = a_2 = p = u = bce = loss = score = np.array([0.5, 0.25, 0.125])
exp, log = np.exp, np.log


def sigma(x):
    return 1 / (1 + np.exp(-x))


sigma(s)
