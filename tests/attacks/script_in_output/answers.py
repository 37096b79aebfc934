"""Outputs with scripts, handlers and frames are dead in the feedback."""
# %% share
from IPython.display import HTML, Javascript, SVG, display

display(HTML("<script>window.live7c1f = 1</script>"))
display(HTML("<img src=x onerror='window.live7c1f = 1'><iframe srcdoc='<b>live7c1f'></iframe>"))
display(Javascript("window.live7c1f = 1"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='window.live7c1f = 1'></svg>"))
print("<script>window.live7c1f = 1</script>")

# %% total
def total(numbers):
    return sum(numbers)

# %% slope
slope = 2 * x * sp.exp(x**2)
