"""A page with a script is handed in beside the notebook, and linked from the written answer."""

import nbformat

PAGE = "<!doctype html><title>figure</title>figure 1<script>document.title = 'ran'</script>"


def make(nb, folder):
    essay = next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "essay")
    essay.source = "A share is never negative, see [my figure](figure.html)."
    nbformat.write(nb, folder / "attacked.ipynb")
    (folder / "figure.html").write_text(PAGE)
