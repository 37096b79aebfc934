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
    cell(nb, "test_share").metadata.nbgrader.points = 1000
    cell(nb, "test_share_hidden").metadata.nbgrader.points = -5
    nbformat.write(nb, folder / "attacked.ipynb")
