"""Right for targets 0 and 1 alone.

loses: test_reduction_pairs
"""
# %% reduction_steps
u = s_1 - s_2
reduction_steps = [
    cce_two,
    -log(t_1 * a_1 + (1 - t_1) * a_2),
    -log(t_1 * sigma(u) + (1 - t_1) * (1 - sigma(u))),
    -t_1 * log(sigma(u)) - (1 - t_1) * log(1 - sigma(u)),
]
