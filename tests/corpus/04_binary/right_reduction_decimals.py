"""With decimals where fractions would do."""
# %% reduction_steps
u = 1.0 * s_1 - s_2
reduction_steps = [
    cce_two,
    -1.0 * t_1 * log(sigma(u)) - (1.0 - t_1) * log(a_2),
    -1.0 * t_1 * log(sigma(u)) - (1.0 - t_1) * log(1.0 - sigma(u)),
]
