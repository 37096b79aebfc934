"""Try everyday packages under the filter: `python -m tests.everyday` writes docs/everyday.md.

It needs the network, installs into a temporary folder, and takes some minutes: no part of CI.
"""

from __future__ import annotations

import atexit
import os
import select
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ce_grader.sandbox import filter as seccomp
from ce_grader.sandbox import kernel
from ce_grader.sandbox.notices import Listener, sentence
from tools.build import ROOT

TARGET = ROOT / "docs" / "everyday.md"
#: What a student might do with each in an afternoon.
PACKAGES = {
    "scipy": "from scipy.optimize import minimize\nminimize(lambda x: ((x - 1) ** 2).sum(), [0.0])",
    "pandas": "import pandas as pd\npd.DataFrame({'a': [1, 2]}).groupby('a').size().to_csv('a')",
    "scikit-learn": "import numpy as np\nfrom sklearn.linear_model import LogisticRegression\n"
    "LogisticRegression().fit(np.eye(4), [0, 1, 0, 1])",
    "seaborn": "import seaborn\nseaborn.histplot([1, 2, 2])",
    "statsmodels": "import numpy as np\nfrom statsmodels.api import OLS\n"
    "OLS(np.arange(5.0), np.eye(5)).fit()",
    "networkx": "import networkx as nx\nnx.pagerank(nx.path_graph(5))",
    "pillow": "from PIL import Image\nImage.new('RGB', (9, 9)).rotate(45).save('a.png')",
    "numba": "import numba\nnumba.njit(lambda x: x + 1)(1)",
    "numexpr": "import numexpr, numpy as np\nx = np.arange(10**5)\nnumexpr.evaluate('x * 2')",
    "joblib": "from joblib import Parallel, delayed\nParallel(2)(delayed(abs)(n) for n in (1, 2))",
    "dask": "import dask.bag\n"
    "dask.bag.from_sequence(range(9), 3).sum().compute(scheduler='threads')",
    "polars": "import polars as pl\npl.DataFrame({'a': [1, 2]}).group_by('a').len()",
    "pyarrow": "import pyarrow as pa\nfrom pyarrow.parquet import write_table\n"
    "write_table(pa.table({'a': [1]}), 'a')",
    "h5py": "import h5py\nh5py.File('a.h5', 'w')['x'] = [1, 2]",
    "sqlalchemy": "import sqlalchemy as sa\nwith sa.create_engine('sqlite:///a.db').begin() as c:\n"
    "    c.execute(sa.text('create table t (a int)'))",
    "xarray": "import xarray as xr\nxr.DataArray([1, 2], dims='x').mean()",
    "plotly": "import plotly.graph_objects as go\ngo.Figure(go.Scatter(y=[1, 2])).to_json()",
    "requests": "import requests\nrequests.Request('GET', 'http://localhost').prepare()",
    "tqdm": "from tqdm import tqdm\nsum(tqdm(range(99)))",
    "lxml": "from lxml import etree\netree.fromstring('<a><b/></a>').xpath('//b')",
    "autograd": "import autograd\nautograd.grad(lambda x: x * x)(3.0)",
    "sympy": "import sympy\nsympy.lambdify('x', sympy.sin('x'))(1.0)",
    "matplotlib": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('a.png')",
    "multiprocessing": "import multiprocessing\n"
    "with multiprocessing.get_context('fork').Pool(2) as pool:\n    pool.map(abs, range(9))",
}
STANDARD = {"multiprocessing"}


def run_filtered(source: str, folder: Path) -> tuple[bool, Counter[str]]:
    """Run code under the filter; return whether it ended well, and what the kernel told."""
    library = seccomp.load_library()
    if library is None:
        raise OSError("libseccomp is not installed")
    mine, its = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        mine.close()
        code = 1
        try:
            os.chdir(folder)
            kernel.no_new_privileges()
            listener = seccomp.install(library)
            if listener is not None:
                socket.send_fds(its, [b"f"], [listener])
                os.close(listener)
            its.close()
            exec(source, {"__name__": "__main__"})
            atexit._run_exitfuncs()  # which end a pool's workers
            code = 0
        except BaseException as error:
            print(f"    {type(error).__name__}: {error}", flush=True)
        finally:
            os._exit(code)
    its.close()
    _, descriptors, _, _ = socket.recv_fds(mine, 1, 1)
    counts = _heard(Listener(descriptors[0], seccomp.names()), pid)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, counts


def _heard(listener: Listener, pid: int) -> Counter[str]:
    counts: Counter[str] = Counter()

    def count(kind: str) -> None:
        counts[kind] += 1

    ended, waiting = os.pidfd_open(pid), select.poll()
    for descriptor in (ended, listener.descriptor):
        waiting.register(descriptor, select.POLLIN)
    while ended not in (ready := dict(waiting.poll(60_000))):
        if not ready:
            os.kill(pid, 9)
        elif ready.get(listener.descriptor) == select.POLLIN:
            listener.take(count)
    listener.close()
    return counts


def install(folder: Path) -> None:
    """Install the packages, each by itself: what cannot be had here is left out."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
    wanted = [name for name in PACKAGES if name not in STANDARD]
    subprocess.run([*command, "--target", str(folder), *wanted], check=True)


def row(name: str, packages: Path) -> str:
    """Return one package's row of the table, tried in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        script = (
            "import sys; from pathlib import Path; from tests import everyday as e\n"
            f"well, told = e.run_filtered(e.PACKAGES[{name!r}], Path({folder!r}))\n"
            "print('RESULT', well, '; '.join(f'{e.sentence(k)} ({n})' for k, n in told.items()))"
        )
        variables = {**os.environ, "PYTHONPATH": f"{packages}:{ROOT}", "MPLBACKEND": "agg"}
        done = subprocess.run(
            [sys.executable, "-c", script], env=variables, capture_output=True, text=True
        )
    print(name, done.stdout.strip(), done.stderr.strip()[-300:], flush=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    _, well, told = (lines or ["RESULT - could not be tried"])[0].split(" ", 2)
    word = {"True": "works", "False": "**fails**"}.get(well, well)
    return f"| `{name}` | {word} | {told} |"


def main() -> None:
    """Install, try, and write the page."""
    with tempfile.TemporaryDirectory(prefix="ce-everyday-") as folder:
        install(Path(folder))
        rows = [row(name, Path(folder)) for name in PACKAGES]
    page = [
        "# Everyday packages under the filter",
        "",
        "<!-- written by python -m tests.everyday -->",
        "",
        "A few lines with each package, under the system calls that a student's process may make. "
        "What the kernel told the supervisor is in the last column.",
        "",
        "| package | under the filter | told |",
        "|---|---|---|",
    ]
    TARGET.write_text("\n".join([*page, *rows]) + "\n", encoding="utf-8")


__all__ = ["PACKAGES", "run_filtered", "sentence"]

if __name__ == "__main__":
    main()
