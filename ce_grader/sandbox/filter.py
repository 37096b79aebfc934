"""A seccomp filter over what the other walls leave open, by libseccomp where it is installed."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import errno
import os

_ALLOW = 0x7FFF0000
_CLONE_NEWUSER = 0x10000000
_EQUAL, _GREATER, _MASKED_EQ = 4, 6, 7
# AF_UNIX, AF_INET and AF_INET6 are empty in a network namespace of one's own; others are not:
# AF_VSOCK reaches the host of a virtual machine, AF_ALG and AF_NETLINK deep into the kernel
_SOCKET_FAMILIES = (1, 2, 10)
_UNKNOWN_SYSCALL = -1
_ERRNO = 0x00050000
#: The kernel asks the supervisor, who refuses and counts (`ce_grader.sandbox.notices`).
_NOTIFY = 0x7FC00000
#: With Linux 5.7: before 5.5, a supervisor could not let a call go on.
_NOTIFY_VERSION = 6
#: Told to the supervisor besides, who lets them go on.
_WATCHED = ("socket", "socketpair", "kill")
#: File locks succeed and lock nothing: a file that all submissions read would be a channel.
_LOCKS = (6, 7, 37, 38, 1024)  # F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE

# an honest answer needs none of these; each has been a way into the kernel or out of a namespace,
# or holds memory or a quota that no limit counts (the last line)
_FORBIDDEN = """
unshare setns mount umount2 pivot_root chroot open_tree move_mount fsopen fsmount fsconfig
mount_setattr ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd bpf perf_event_open
userfaultfd keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register
init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff
acct quotactl name_to_handle_at open_by_handle_at personality nfsservctl syslog
fanotify_init fanotify_mark modify_ldt lookup_dcookie vm86 vm86old iopl ioperm vmsplice vhangup
clock_settime clock_adjtime settimeofday adjtimex sethostname setdomainname process_madvise
memfd_create memfd_secret shmget shmat msgget semget mq_open inotify_init inotify_init1
""".split()

#: Refused without a word: libraries for linear algebra try them, and do without.
_QUIET = ("migrate_pages", "move_pages", "mbind", "set_mempolicy")


class _Comparison(ctypes.Structure):
    _fields_ = [
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    ]


def load_library() -> ctypes.CDLL | None:
    """Load libseccomp.

    Returns
    -------
    ctypes.CDLL or None
        None where it is not installed.
    """
    for name in ("libseccomp.so.2", ctypes.util.find_library("seccomp")):
        try:
            library = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if library is not None:
            return _typed(library)
    return None


def _typed(library: ctypes.CDLL) -> ctypes.CDLL:
    library.seccomp_init.restype = ctypes.c_void_p
    for function in ("seccomp_load", "seccomp_release", "seccomp_notify_fd"):
        if hasattr(library, function):  # the last is newer
            getattr(library, function).argtypes = [ctypes.c_void_p]
    library.seccomp_rule_add_array.argtypes = [
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.POINTER(_Comparison),
    ]
    return library


def names() -> dict[int, str]:
    """Return the calls that the supervisor may be told of.

    Returns
    -------
    dict of int to str
        Their names by number; none where libseccomp is not installed.
    """
    library = load_library()
    if library is None:
        return {}
    return {_number(library, name): name for name in (*_FORBIDDEN, "clone", *_WATCHED)}


def install(library: ctypes.CDLL) -> int | None:
    """Forbid the calls to this process and its children from now on.

    Parameters
    ----------
    library : ctypes.CDLL
        libseccomp.

    Returns
    -------
    int or None
        The descriptor for a `ce_grader.sandbox.notices.Listener`, where the kernel has one.

    Raises
    ------
    OSError
        If the kernel refuses the filter.
    """
    if _can_tell(library):
        with contextlib.suppress(OSError):  # a container around us may have the only listener
            return _load(library, told=True)
    return _load(library, told=False)


def _load(library: ctypes.CDLL, told: bool) -> int | None:
    context = library.seccomp_init(_ALLOW)
    try:
        _fill(library, context, _NOTIFY if told else _ERRNO | errno.EPERM)
        if told:
            _watch(library, context)
        if library.seccomp_load(context) != 0:
            raise OSError("the kernel refuses the seccomp filter")
        return _own_descriptor(library.seccomp_notify_fd(context)) if told else None
    finally:
        library.seccomp_release(context)


def _own_descriptor(descriptor: int) -> int:
    """Return a copy; close the original, which some versions do themselves on release.

    A process that keeps one open waits for itself when nobody else listens any more.
    """
    own = os.dup(descriptor)
    os.close(descriptor)
    return own


def _can_tell(library: ctypes.CDLL) -> bool:
    """Return whether kernel and library can ask a supervisor about a call."""
    return hasattr(library, "seccomp_notify_fd") and library.seccomp_api_get() >= _NOTIFY_VERSION


def _fill(library: ctypes.CDLL, context: int, refuse: int) -> None:
    for name in _FORBIDDEN:
        _forbid(library, context, name, action=refuse)
    for name in _QUIET:
        _forbid(library, context, name)
    # a thread or a child is fine, a new user namespace is not; clone3 hides its flags
    new_user = _Comparison(0, _MASKED_EQ, _CLONE_NEWUSER, _CLONE_NEWUSER)
    _forbid(library, context, "clone", new_user, refuse)
    _forbid(library, context, "clone3", action=_ERRNO | errno.ENOSYS)
    _forbid(library, context, "flock", action=_ERRNO)
    for command in _LOCKS:
        _forbid(library, context, "fcntl", _Comparison(1, _EQUAL, command, 0), _ERRNO)
    _forbid_other_sockets(library, context)


def _watch(library: ctypes.CDLL, context: int) -> None:
    for call in ("socket", "socketpair"):
        for family in _SOCKET_FAMILIES:
            _forbid(library, context, call, _Comparison(0, _EQUAL, family, 0), _NOTIFY)
    _forbid(library, context, "kill", action=_NOTIFY)


def _forbid_other_sockets(library: ctypes.CDLL, context: int) -> None:
    refused = _ERRNO | errno.EAFNOSUPPORT
    last = max(_SOCKET_FAMILIES)
    others = [family for family in range(last) if family not in _SOCKET_FAMILIES]
    for call in ("socket", "socketpair"):
        _forbid(library, context, call, _Comparison(0, _GREATER, last, 0), refused)
        for family in others:
            _forbid(library, context, call, _Comparison(0, _EQUAL, family, 0), refused)


def _forbid(
    library: ctypes.CDLL,
    context: int,
    name: str,
    condition: _Comparison | None = None,
    action: int = _ERRNO | errno.EPERM,
) -> None:
    number = _number(library, name)
    if number == _UNKNOWN_SYSCALL:
        return
    count = 0 if condition is None else 1
    library.seccomp_rule_add_array(context, action, number, count, condition)


def _number(library: ctypes.CDLL, name: str) -> int:
    number: int = library.seccomp_syscall_resolve_name(name.encode())
    return number
