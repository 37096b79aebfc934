"""SymPy's true and false."""
# %% verdicts
verdicts = {"A": sp.false, "B": sp.true, "C": sp.Eq(x, x), "D": sp.Eq(x, x + 1)}
