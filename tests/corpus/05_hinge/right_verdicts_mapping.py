"""A mapping that cannot be changed, of SymPy's truth values."""
# %% verdicts
from types import MappingProxyType

verdicts = MappingProxyType({"A": sp.false, "B": sp.true, "C": sp.true, "D": sp.false})
