"""s_2 = 1 - s_1, as the sheet prints it.

loses: test_reduction_pairs, test_reduction_ends
"""
# %% reduction_steps
reduction_steps = [
    cce_two,
    -t_1 * log(sigma(s_1 - s_2)) - (1 - t_1) * log(a_2),
    -t_1 * log(sigma(s_1)) - (1 - t_1) * log(sigma(1 - s_1)),
]
