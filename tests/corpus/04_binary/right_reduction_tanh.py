"""Ends with hyperbolic tangents."""
# %% reduction_steps
half = (s_1 - s_2) / 2
reduction_steps = [
    cce_two,
    -t_1 * log(a_1) - (1 - t_1) * log(1 - a_1),
    -t_1 * log((1 + sp.tanh(half)) / 2) - (1 - t_1) * log((1 - sp.tanh(half)) / 2),
]
