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
    for name in ("test_share", "test_share_hidden"):
        cell(nb, name).outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "3"}, execution_count=1)]
    cell(nb, "share").outputs = [
        nbformat.v4.new_output("display_data", {"text/html": "<script>window.live7c1f = 1</script>"})
    ]
    nbformat.write(nb, folder / "attacked.ipynb")
