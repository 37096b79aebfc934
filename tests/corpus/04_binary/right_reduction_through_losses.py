"""Through logarithms of sums, back to the sigmoid."""
# %% reduction_steps
d = s_1 - s_2
total = log(exp(s_1) + exp(s_2))
reduction_steps = [
    cce_two,
    -t_1 * (s_1 - total) - (1 - t_1) * (s_2 - total),
    total - t_1 * s_1 - (1 - t_1) * s_2,
    log(1 + exp(d)) - t_1 * d,
    -(t_1 * log(sigma(d)) + (1 - t_1) * log(1 - sigma(d))),
]
