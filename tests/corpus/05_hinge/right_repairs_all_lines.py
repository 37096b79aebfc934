"""The lines that hold are repeated as they are printed."""
# %% repairs
repairs = {
    "A": Piecewise((indicator(U[j]) * x, sp.Ne(j, y)), (-n_y * x, True)),
    "B": -n_y * x,
    "D": [0, x],
}
