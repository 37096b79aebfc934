"""The import arrows of the layout run one way, and parts stay small: read off the syntax trees."""

import ast
import functools
import graphlib
import re
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"ce_helpers", "ce_grader", "tools", "source", "tests"}
HEAVY = {"matplotlib", "sympy", "nbgrader", "scipy"}
FUNCTION_LINES, MEDIAN_LINES, MODULE_LINES = 40, 8, 200
# a ratchet: what is longer today, with its length; shorten these, add none
LONGER_MODULES = {}


def modules(folder):
    """Return the Python files of a folder, by their path from the root."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.py"))


@functools.cache
def tree(module):
    return ast.parse((ROOT / module).read_text(encoding="utf-8"), module)


@functools.cache
def imports(module):
    """Return the dotted names that a module imports anywhere in it."""
    package = module.removesuffix("/__init__.py").removesuffix(".py").split("/")
    package = package if module.endswith("__init__.py") else package[:-1]
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            found |= {name} | {f"{name}.{alias.name}" for alias in node.names}
    return found


def third_party(module):
    """Return the top-level packages that are neither ours nor Python's."""
    return {name.split(".")[0] for name in imports(module)} - OURS - sys.stdlib_module_names


def reaches(module, package):
    return any(name == package or name.startswith(package + ".") for name in imports(module))


@functools.cache
def functions(module):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(module)) if isinstance(node, kinds)]


def body_lines(function):
    """Return how many lines a function has without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


HELPERS = modules("ce_helpers")
STUDENT = [module for module in HELPERS if "/reference/" not in module]
GRADER = modules("ce_grader")
INSTRUCTOR = GRADER + modules("tools")


@pytest.mark.parametrize("module", HELPERS)
def test_helpers_need_numpy_and_little_else(module):
    """SymPy where answers are symbolic, Matplotlib where pictures are drawn, nothing more."""
    allowed = {"numpy"}
    parts = set(module.removesuffix(".py").split("/"))
    if "plots" in parts:
        allowed |= {"matplotlib"}
    if {"symbolic", "claims", "reference"} & parts:
        allowed |= {"sympy", "mpmath"}  # SymPy brings mpmath
    assert third_party(module) <= allowed


@pytest.mark.parametrize("module", STUDENT)
def test_students_part_does_not_reach_the_reference(module):
    """Students do not have it: a bundle without it works."""
    assert not reaches(module, "ce_helpers.reference")


@pytest.mark.parametrize("module", STUDENT)
def test_only_pictures_import_pictures(module):
    """Numbers and checks work without Matplotlib."""
    if "plots" not in module.removesuffix(".py").split("/"):
        assert not any("plots" in name.split(".") for name in imports(module))


@pytest.mark.parametrize("module", INSTRUCTOR)
def test_grader_and_tools_do_not_import_the_course(module):
    """They work for any course, and never run its content in their own process."""
    if module.startswith("tools/desk/"):  # copied into the students' bundle, of which it is a part
        return
    if module == "tools/export_data.py":  # trains the layer that this course ships, by its solution
        return
    assert not reaches(module, "ce_helpers")


@pytest.mark.parametrize("module", GRADER)
def test_the_graders_own_defaults_name_no_course(module):
    """What ties it to this one stands in nbgrader_config.py."""
    text = (ROOT / module).read_text(encoding="utf-8")
    assert "ce_helpers" not in text and "CE_GRADING_SEED" not in text


@pytest.mark.parametrize("module", HELPERS + INSTRUCTOR)
def test_nobody_imports_sources_or_tests(module):
    """The text of the notebooks is at the end of all arrows."""
    assert not reaches(module, "source") and not reaches(module, "tests")


@pytest.mark.parametrize("module", GRADER + HELPERS)
def test_tools_are_imported_by_tools_alone(module):
    """Building and releasing is not part of grading or learning."""
    assert not reaches(module, "tools")


@pytest.mark.parametrize("module", [m for m in modules("source") if m.count("/") == 1])
def test_notebooks_import_what_students_have(module):
    """The reference is imported inside hidden tests alone, which the release leaves out."""
    assert not reaches(module, "ce_helpers.reference")
    assert third_party(module) <= {"numpy", "sympy", "matplotlib", "IPython"}
    assert not reaches(module, "ce_grader") and not reaches(module, "tools")


def test_the_package_itself_imports_nothing():
    """`import ce_helpers` is instant, and says what it offers."""
    names = ast.literal_eval(
        next(
            node.value
            for node in tree("ce_helpers/__init__.py").body
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        )
    )
    assert names and not imports("ce_helpers/__init__.py")


def path_of(name):
    """Return the module of the grader that a dotted name stands in, if it is one."""
    while name:
        stem = name.replace(".", "/")
        found = {f"{stem}.py", f"{stem}/__init__.py"} & set(GRADER)
        if found:
            return found.pop()
        name = name.rpartition(".")[0]
    return None


def part_of(module):
    """Return the folder or file at the top of the grader that a module belongs to."""
    return module.split("/")[1]


@pytest.mark.parametrize("node", [str, part_of], ids=["modules", "folders"])
def test_the_grader_imports_in_one_direction(node):
    """No module and no folder imports, directly or not, what imports it."""
    graph = {node(module): set() for module in GRADER}
    for module in GRADER:
        targets = {node(path) for path in map(path_of, imports(module)) if path}
        graph[node(module)] |= targets - {node(module)}
    assert list(graphlib.TopologicalSorter(graph).static_order())  # a circle raises CycleError


def test_every_class_of_the_grader_has_a_name_of_its_own():
    """Two classes of one name are two things that a reader takes for one."""
    names = (n.name for m in GRADER for n in ast.walk(tree(m)) if isinstance(n, ast.ClassDef))
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_graders_top_level_can_be_taken_in_at_a_glance():
    """The folders tell the story of a submission; more than thirteen tell none."""
    no_code = {"__pycache__", "py.typed"}
    top = [path for path in (ROOT / "ce_grader").iterdir() if path.name not in no_code]
    assert len(top) <= 13


def is_public(node):
    kinds = (ast.FunctionDef, ast.ClassDef)
    return isinstance(node, kinds) and not node.name.startswith("_")


def public_functions(module):
    """Yield the public functions of a module, and the methods of its public classes."""
    for node in filter(is_public, tree(module).body):
        members = node.body if isinstance(node, ast.ClassDef) else [node]
        for function in filter(is_public, members):
            decorators = {ast.unparse(decorator) for decorator in function.decorator_list}
            if isinstance(function, ast.FunctionDef) and not decorators & {
                "property",
                "cached_property",
            }:
                yield function


def parameters(function):
    """Return the names of a function's parameters, without those that Python fills in."""
    given = function.args
    names = [arg.arg for arg in [*given.posonlyargs, *given.args, *given.kwonlyargs]]
    names += [arg.arg for arg in (given.vararg, given.kwarg) if arg]
    return [name for name in names if name not in ("self", "cls")]


def undocumented(docstring, function):
    """Return what a docstring leaves out: parameters by name, and a result."""
    heads = [line.split(" : ")[0] for line in docstring.splitlines() if " : " in line]
    names = set(re.findall(r"\w+", " ".join(heads)))
    missing = [name for name in parameters(function) if name not in names]
    returns = ast.unparse(function.returns) if function.returns else "None"
    if returns not in ("None", "NoReturn") and not re.search(r"Returns|Yields", docstring):
        missing.append("what it returns")
    return missing


@pytest.mark.parametrize("module", GRADER)
def test_public_functions_say_what_they_take_and_return(module):
    """In numpydoc's form; what has an underscore is nobody else's business."""
    found = {f.name: undocumented(ast.get_docstring(f) or "", f) for f in public_functions(module)}
    assert {name: missing for name, missing in found.items() if missing} == {}


@pytest.mark.parametrize("module", GRADER)
def test_public_classes_say_what_they_are_made_of(module):
    """The docstring of a class names the parameters of its constructor."""
    found = {}
    for node in filter(is_public, tree(module).body):
        for function in node.body if isinstance(node, ast.ClassDef) else []:
            if getattr(function, "name", "") == "__init__":
                found[node.name] = undocumented(ast.get_docstring(node) or "", function)
    assert {name: missing for name, missing in found.items() if missing} == {}


def loaded_by(statement):
    """Return which heavy packages a fresh interpreter has after an import."""
    code = f"import sys\n{statement}\nprint(*(set(sys.modules) & {HEAVY!r}))"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    "name, heavy",
    [
        ("ce_helpers", set()),
        ("ce_helpers.numeric", set()),
        ("ce_helpers.validation", set()),
        ("ce_helpers.data", set()),
        ("ce_helpers.checking", set()),
        ("ce_helpers.symbolic", {"sympy"}),
    ],
)
def test_importing_a_part_loads_no_more_than_it_needs(name, heavy):
    """Seen in a fresh interpreter, indirect imports included."""
    assert loaded_by(f"import {name}") == heavy


@pytest.mark.parametrize("module", HELPERS + INSTRUCTOR)
def test_no_function_is_long(module):
    """At most 40 lines without signature and docstring."""
    long = {f.name: body_lines(f) for f in functions(module) if body_lines(f) > FUNCTION_LINES}
    assert not long


@pytest.mark.parametrize("folder", ["ce_helpers", "ce_grader", "tools"])
def test_half_of_the_functions_have_eight_lines_or_fewer(folder):
    """The median of the code that we take for models."""
    sizes = [body_lines(f) for module in modules(folder) for f in functions(module)]
    assert statistics.median(sizes) <= MEDIAN_LINES


def code_lines(module):
    """Return the lines of a module that are neither blank, comment nor docstring."""
    text = (ROOT / module).read_text(encoding="utf-8").splitlines()
    kept = {n for n, line in enumerate(text, 1) if line.strip() and line.strip()[0] != "#"}
    parts = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree(module)):
        if isinstance(node, parts) and ast.get_docstring(node) is not None:
            kept -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return len(kept)


@pytest.mark.parametrize("module", HELPERS + INSTRUCTOR)
def test_modules_stay_small(module):
    """At most 200 lines of code."""
    assert code_lines(module) <= MODULE_LINES
