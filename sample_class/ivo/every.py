"""Everything right, but the notebook was handed in under another name.

base: solution
rename: my homework (final 2).ipynb
loses: *
"""
