"""Markdown with scripts and javascript links is dead in the feedback."""
# %% [markdown] essay
# <script>window.live7c1f = 1</script>
# <img src=x onerror="window.live7c1f = 1">
# [click](made-up:live7c1f) <a href="made-up:live7c1f">here</a>
# <svg onload="window.live7c1f = 1"></svg> <style>body{display:none}</style>

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
