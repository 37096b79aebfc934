"""Settings that are a fraction and SymPy's numbers.
"""
# %% settings
from fractions import Fraction

settings = {"learning_rate": Fraction(1, 2), "epochs": sp.Integer(12), "batch_size": sp.Integer(32)}
