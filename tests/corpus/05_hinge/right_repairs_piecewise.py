"""By cases, with Piecewise."""
# %% repairs
repairs = {"A": Piecewise((-n_y * x, sp.Eq(j, y)), (Piecewise((x, U[j] > 0), (0, True)), True)), "D": (0, x)}
