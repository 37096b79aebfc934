import nbformat

ANSWERS = {
    "total": "def total(numbers):\n    return sum(numbers)",
    "slope": "slope = 2 * x * sp.exp(x**2)",
}


def cell(nb, name):
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def make(nb, folder):
    for name, source in ANSWERS.items():
        cell(nb, name).source = source
    for name, kind in (("test_share", "markdown"), ("test_share_hidden", "raw")):
        changed = cell(nb, name)
        changed.cell_type = kind
        changed.pop("outputs")
        changed.pop("execution_count")
    nbformat.write(nb, folder / "attacked.ipynb")
