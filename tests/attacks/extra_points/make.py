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
    nb.cells.append(
        nbformat.v4.new_code_cell(
            "pass",
            metadata={"nbgrader": {"grade": True, "locked": True, "solution": False, "task": False,
                                   "grade_id": "gift", "points": 100, "schema_version": 3}},
        )
    )
    nbformat.write(nb, folder / "attacked.ipynb")
