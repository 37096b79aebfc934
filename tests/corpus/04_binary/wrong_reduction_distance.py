"""Right where the first score is the larger one.

loses: test_reduction_pairs, test_reduction_ends
"""
# %% reduction_steps
u = sp.Abs(s_1 - s_2)
reduction_steps = [
    cce_two,
    -t_1 * log(sigma(u)) - (1 - t_1) * log(a_2),
    -t_1 * log(sigma(u)) - (1 - t_1) * log(1 - sigma(u)),
]
