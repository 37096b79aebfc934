"""Everything right, but the notebook was handed in under another name: it is the only one.

base: solution
rename: my homework (final 2).ipynb
"""
