"""SymPy's truth values."""

# %% verdicts
verdicts = {"A": sp.true, "B": sp.false, "C": sp.true, "D": sp.false}
