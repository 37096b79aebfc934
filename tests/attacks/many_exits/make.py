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
    for place in range(5):
        nb.cells.insert(4, nbformat.v4.new_code_cell("import os\nos._exit(0)"))
    cell(nb, "share").source = "import os\ndef share(v):\n    os._exit(0)"
    nbformat.write(nb, folder / "attacked.ipynb")
