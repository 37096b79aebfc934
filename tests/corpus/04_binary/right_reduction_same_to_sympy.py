"""Two neighbours are one expression to SymPy."""
# %% reduction_steps
u = s_1 - s_2
reduction_steps = [
    cce_two,
    -t_1 * log(1 / (1 + exp(s_2 - s_1))) - (1 - t_1) * log(a_2),
    -t_1 * log(sigma(u)) - (1 - t_1) * log(a_2),
    -t_1 * log(sigma(u)) - (1 - t_1) * log(sigma(-u)),
    -t_1 * log(sigma(u)) - (1 - t_1) * log(1 - sigma(u)),
]
