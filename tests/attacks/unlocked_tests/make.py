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
    cell(nb, "test_share").metadata.nbgrader.update(grade=False, locked=False)
    cell(nb, "test_share_hidden").metadata.nbgrader.update(solution=True, locked=False)
    cell(nb, "test_share_hidden").source = "pass"
    nbformat.write(nb, folder / "attacked.ipynb")
