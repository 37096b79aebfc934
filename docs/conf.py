"""Sphinx settings of the self-study site; `python -m tools.site` copies what it needs here."""

project = "Softmax, cross-entropy and the hinge loss"
author = "the authors of ce-course"
copyright = "the authors of ce-course; BSD-3-Clause"
language = "en"

extensions = ["myst_nb"]
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
# solutions/ is executed already, and an error there was fatal
nb_execution_mode = "off"
exclude_patterns = ["downloads"]
nb_merge_streams = True
# our notebooks step from H1 to H3 where an exercise has one step
suppress_warnings = ["myst.header"]

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("movable.js", "site.js")]
html_copy_source = False
html_show_sourcelink = False
# the summary is fetched, which browsers refuse for pages opened from disk
html_show_search_summary = False

# MathJax 2 from jupyter-server-mathjax: PyPI has it, so the site needs no network. Its fonts are
# STIX alone; without the three lines of nothing it would look for others.
mathjax_path = "mathjax/MathJax.js?config=TeX-AMS-MML_HTMLorMML-full"
mathjax2_config = {
    "showMathMenu": False,
    "menuSettings": {"inTabOrder": False},
    "messageStyle": "none",
    "HTML-CSS": {
        "availableFonts": [],
        "imageFont": None,
        "preferredFont": None,
        "webFont": "STIX-Web",
    },
    "tex2jax": {
        "inlineMath": [["\\(", "\\)"]],
        "displayMath": [["\\[", "\\]"]],
        "ignoreClass": ".*",
        "processClass": "math|output_area",
    },
}
