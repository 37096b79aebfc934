"""The tests of control groups (v2) on Debian's own kernel, for machines whose kernel has none.

`make kernel` boots it in QEMU, without hardware's help. The virtual machine sees this one's files,
read only, with a layer in memory above them, so that it runs this very checkout. It takes two
minutes and wants Debian's packages qemu-system-x86, busybox-static, cpio and kmod.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tools.build import ROOT

TESTS = "tests/grader/test_groups.py"
PROGRAMS = ("qemu-system-x86_64", "busybox", "cpio", "modprobe", "apt-get", "dpkg-deb")
MODULES = ("virtio_pci", "9pnet_virtio", "9p", "overlay")
SECONDS = 900
PASSED = "the tests have passed"
#: What runs first: it puts the machine together and turns to its files.
INIT = """#!/bin/busybox sh
/bin/busybox --install -s /bin
for module in /modules/*; do insmod $module; done
mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=524288,cache=loose host /lower
mount -t tmpfs memory /upper
mkdir /upper/new /upper/work
mount -t overlay -o lowerdir=/lower,upperdir=/upper/new,workdir=/upper/work all /all
mount -t proc proc /all/proc
mount -t sysfs sys /all/sys
mount -t devtmpfs dev /all/dev
mkdir /all/dev/shm
mount -t tmpfs shm /all/dev/shm
mount -t tmpfs tmp /all/tmp
mount -t tmpfs run /all/run
mount -t cgroup2 groups /all/sys/fs/cgroup
echo "+memory +pids +cpu" > /all/sys/fs/cgroup/cgroup.subtree_control
cp /tests /all/run/tests
exec switch_root /all /bin/sh /run/tests
"""
RUN = """cd {root} && export HOME=/run PATH={path} && uname -r
{python} -m pytest {tests} -v -p no:cacheprovider && echo {passed}
sync; echo o > /proc/sysrq-trigger; sleep 60
"""


def _output(*command: str | Path, folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def _unpacked_kernel(folder: Path) -> Path:
    """Download Debian's kernel and return where its files are."""
    package = re.search(r"linux-image-\d\S+", _output("apt-cache", "depends", "linux-image-amd64"))
    assert package, "apt knows no linux-image-amd64"
    _output("apt-get", "download", "-q", package[0], folder=folder)
    (file,) = folder.glob("*.deb")
    _output("dpkg-deb", "-x", file, folder / "kernel")
    return folder / "kernel"


def _first_files(folder: Path, kernel: Path) -> Path:
    """Return the archive that the kernel begins with: busybox, its modules, and what to do."""
    here = folder / "first"
    for name in ("bin", "modules", "proc", "lower", "upper", "all"):
        (here / name).mkdir(parents=True)
    (version,) = (path.name for path in (kernel / "lib/modules").iterdir())
    _output("depmod", "-b", kernel, version)
    wanted: list[str] = []
    for module in MODULES:
        shown = _output("modprobe", "-d", kernel, "-S", version, "--show-depends", module)
        wanted += re.findall(r"^insmod (\S+)", shown, re.MULTILINE)
    for number, path in enumerate(dict.fromkeys(wanted)):
        shutil.copy(path, here / "modules" / f"{number:02}.ko")
    shutil.copy(str(shutil.which("busybox")), here / "bin/busybox")
    run = RUN.format(root=ROOT, python=sys.executable, tests=TESTS, passed=PASSED, path=os.defpath)
    (here / "tests").write_text(run, encoding="utf-8")
    (here / "init").write_text(INIT, encoding="utf-8")
    (here / "init").chmod(0o755)
    names = "\n".join(str(path.relative_to(here)) for path in sorted(here.rglob("*")))
    archive = folder / "first.cpio"
    with archive.open("wb") as file:
        command = ["cpio", "--quiet", "-o", "-H", "newc"]
        subprocess.run(command, cwd=here, input=names.encode(), stdout=file, check=True)
    return archive


def main() -> int:
    """Boot, show what the tests say, and return 0 if they have passed."""
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        print(f"make kernel needs {', '.join(missing)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="ce-kernel-") as scratch:
        folder = Path(scratch)
        kernel = _unpacked_kernel(folder)
        (image,) = (kernel / "boot").glob("vmlinuz-*")
        command = [
            "qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max,la57=off",
            "-m", "6G", "-smp", "2", "-nographic", "-no-reboot",
            "-kernel", image, "-initrd", _first_files(folder, kernel),
            "-append", "console=ttyS0 quiet edd=off panic=-1",
            # without remap, /proc and /sys of this machine have one number and are taken for one
            "-fsdev", "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap",
            "-device", "virtio-9p-pci,fsdev=host,mount_tag=host",
        ]  # fmt: skip
        said = ""
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as vm:
            assert vm.stdout is not None
            late = threading.Timer(SECONDS, vm.kill)  # a kernel that hangs says nothing
            late.start()
            for line in vm.stdout:
                print(line, end="")
                said += line
            late.cancel()
    return 0 if f"\n{PASSED}" in said.replace("\r", "\n") else 1


if __name__ == "__main__":
    sys.exit(main())
