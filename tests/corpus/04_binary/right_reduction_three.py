"""Three expressions, both logarithms changed at once."""
# %% reduction_steps
d = s_1 - s_2
reduction_steps = [
    cce_two,
    -t_1 * log(sigma(d)) - (1 - t_1) * log(sigma(-d)),
    -t_1 * log(sigma(d)) - (1 - t_1) * log(1 - sigma(d)),
]
