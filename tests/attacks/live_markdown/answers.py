"""Markdown and LaTeX outputs with links of a made-up scheme, remote pictures, things placed anywhere."""
# %% share
from IPython.display import HTML, Latex, Markdown, display

display(Markdown("[click](made-up:live7c1f-link) ![i](made-up:live7c1f-picture)"))
display(Markdown("[ref]\n\n[ref]: made-up:live7c1f-reference 'x'"))
display(Markdown("![x](https://example.invalid/counted.png?live7c1f)"))
display(Markdown('<p class="navbar-fixed-top" style="position:fixed;top:0">live7c1f</p>'))
display(Latex("$\\href{made-up:live7c1f-tex}{x}$ $\\rlap{live7c1f}$"))
display(HTML('<p style="position:fixed;top:0" onclick="live7c1f">h</p>'))

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)

# %% [markdown] essay
# [essay](made-up:live7c1f-essay) $\href{made-up:live7c1f-essay}{x}$
# ![x](https://example.invalid/counted.png?live7c1f)
