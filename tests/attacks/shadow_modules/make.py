import nbformat

EVIL = '''
import builtins, sys
try:
    import numpy.testing as t
    t.assert_allclose = lambda *a, **k: None
except Exception:
    pass
try:
    open("/tmp/ce-attack-" + "trace-shadow", "w").close()
except OSError:
    pass
def grading_rng(name): raise SystemExit(0)
def close(*a, **k): pass
call = as_array = require = as_scalar = close
class CheckFailed(AssertionError): pass
'''
NAMES = ["sitecustomize.py", "usercustomize.py", "ipython_config.py", "numpy/__init__.py", "sympy.py", "random.py",
         "ce_helpers/__init__.py", "ce_helpers/checking.py",
         "ce_helpers/reference/__init__.py", "ce_helpers/reference/softmax/hidden.py",
         "ce_helpers/reference/seed.py", "ce_grader.py", "json.py", "secrets.py"]


def make(nb, folder):
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(EVIL)
    nbformat.write(nb, folder / "attacked.ipynb")
