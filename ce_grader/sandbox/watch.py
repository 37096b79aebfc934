"""How much memory a student's processes use together, and what the machine lets them have.

`RLIMIT_AS` bounds each of them; this bounds their sum, where control groups are not ours to use.
"""

from __future__ import annotations

import os


class MemoryWatch:
    """Adds up the private and the shared memory of a process and its descendants.

    Parameters
    ----------
    proc : int
        Descriptor of a `/proc` that shows them (opened before it is covered).
    root : int
        The first process.
    """

    def __init__(self, proc: int, root: int) -> None:
        self._proc = proc
        self._root = root
        self._inherited = self._anonymous(root)

    def total(self) -> int:
        """Return how much memory they have together.

        Returns
        -------
        int
            Bytes beyond what the first one started with; 0 while it is alone.
        """
        members = self._members()
        if len(members) == 1:
            return 0  # alone, it is bounded by its own limit
        return sum(max(self._anonymous(pid) - self._inherited, 0) for pid in members)

    def waited(self) -> float:
        """Return how long the first process has been ready to run, and had no core.

        Returns
        -------
        float
            Seconds since its start; 0 where the kernel does not count them.
        """
        words = self._read(f"{self._root}/schedstat").split()
        return int(words[1]) / 1e9 if len(words) > 1 else 0.0

    def machine_kills(self) -> int:
        """Return how many processes the kernel has killed because the machine's memory was short.

        Returns
        -------
        int
            Since it was started; 0 where it does not tell.
        """
        lines = (line.split() for line in self._read("vmstat").splitlines())
        return sum(int(number) for name, number in lines if name == "oom_kill")

    def _members(self) -> list[int]:
        found, waiting = [], [self._root]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            waiting += self._children(pid)
        return found

    def _children(self, pid: int) -> list[int]:
        children: list[int] = []
        try:
            folder = os.open(f"{pid}/task", os.O_RDONLY, dir_fd=self._proc)
            try:
                threads = os.listdir(folder)
            finally:
                os.close(folder)
            for thread in threads:
                children += map(int, self._read(f"{pid}/task/{thread}/children").split())
        except OSError:
            pass  # it has just ended
        return children

    def _anonymous(self, pid: int) -> int:
        """Return the memory that no file stands for; what several share counts for each."""
        lines = self._read(f"{pid}/status").splitlines()
        sizes = (line.split()[1] for line in lines if line.startswith(("RssAnon:", "RssShmem:")))
        return sum(map(int, sizes)) * 1024

    def _read(self, path: str) -> str:
        try:
            descriptor = os.open(path, os.O_RDONLY, dir_fd=self._proc)
        except OSError:
            return ""
        with os.fdopen(descriptor) as file:
            try:
                return file.read()
            except OSError:
                return ""
