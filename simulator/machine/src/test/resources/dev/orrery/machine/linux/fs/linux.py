"""Runs file operations on the real Linux, confined to a directory, as a user without privileges.

usage: linux.py ROOT < SCRIPT

A line is an operation and its arguments; a text argument starts with ' and is percent-encoded. Each
line of the output is the result in the form that the Java side prints. Status 77: the host does not
allow to confine a process.
"""
import ctypes
import errno
import fcntl
import os
import stat
import sys
import urllib.parse

AT_FDCWD = -100


libc = ctypes.CDLL(None, use_errno=True)


def confine(root):
    try:
        if os.getuid() == 0:
            os.chown(root, 1000, 1000)
        elif libc.unshare(0x10000000) != 0:
            sys.exit(77)
        os.chroot(root)
        os.chdir("/")
        if os.getuid() == 0:
            os.setgroups([])
            os.setresgid(1000, 1000, 1000)
            os.setresuid(1000, 1000, 1000)
    except OSError:
        sys.exit(77)
    os.umask(0o22)


def argument(word):
    return urllib.parse.unquote_to_bytes(word[1:]) if word.startswith("'") else int(word)


def directory(fd):
    return None if fd == AT_FDCWD else fd


def show(data):
    return "'" + urllib.parse.quote_from_bytes(data, safe="")


def attributes(found):
    kind = stat.S_IFMT(found.st_mode)
    size = "-" if kind == stat.S_IFDIR else found.st_size
    return f"{found.st_mode:o} {found.st_nlink} {size}"


def link(old, new, follow):
    if libc.linkat(AT_FDCWD, old, AT_FDCWD, new, 0x400 if follow else 0) != 0:
        raise OSError(ctypes.get_errno(), "linkat")


def names(path):
    return " ".join(show(name) for name in sorted(os.listdir(path)))


def same(a, b):
    a, b = os.lstat(a), os.lstat(b)
    return int((a.st_dev, a.st_ino) == (b.st_dev, b.st_ino))


def seek(fd, offset, whence):
    try:
        place = os.lseek(fd, offset, whence)
    except OSError as e:
        if e.errno == errno.EBADF or not stat.S_ISDIR(os.fstat(fd).st_mode):
            raise
        place = 0
    return "-" if stat.S_ISDIR(os.fstat(fd).st_mode) else place


def times(path, seconds):
    os.utime(path, ns=(seconds * 10**9 + 5, seconds * 10**9 + 6))
    found = os.stat(path)
    return f"{found.st_atime_ns} {found.st_mtime_ns}"


OPERATIONS = {
    "open": lambda d, path, flags, mode: os.open(path, flags, mode, dir_fd=directory(d)),
    "close": os.close,
    "read": lambda fd, n: show(os.read(fd, n)),
    "write": os.write,
    "pread": lambda fd, n, at: show(os.pread(fd, n, at)),
    "pwrite": lambda fd, data, at: os.pwrite(fd, data, at),
    "lseek": seek,
    "dup": os.dup,
    "dup3": lambda fd, to: os.dup2(fd, to),
    "getfl": lambda fd: f"{fcntl.fcntl(fd, fcntl.F_GETFL):o}",
    "setfl": lambda fd, flags: fcntl.fcntl(fd, fcntl.F_SETFL, flags),
    "ftruncate": os.ftruncate,
    "truncate": os.truncate,
    "fsync": os.fsync,
    "fstat": lambda fd: attributes(os.fstat(fd)),
    "stat": lambda d, path: attributes(os.stat(path, dir_fd=directory(d))),
    "lstat": lambda d, path: attributes(
        os.stat(path, dir_fd=directory(d), follow_symlinks=False)),
    "same": same,
    "mkdir": lambda d, path, mode: os.mkdir(path, mode, dir_fd=directory(d)),
    "rmdir": lambda d, path: os.rmdir(path, dir_fd=directory(d)),
    "unlink": lambda d, path: os.unlink(path, dir_fd=directory(d)),
    "rename": lambda d, a, e, b: os.rename(
        a, b, src_dir_fd=directory(d), dst_dir_fd=directory(e)),
    "link": link,
    "symlink": lambda text, d, path: os.symlink(text, path, dir_fd=directory(d)),
    "readlink": lambda d, path: show(os.readlink(path, dir_fd=directory(d))),
    "chmod": os.chmod,
    "fchmod": os.fchmod,
    "umask": lambda mask: os.umask(mask),
    "access": lambda path, mode: 0 if os.access(path, mode) else -1,
    "chdir": os.chdir,
    "fchdir": os.fchdir,
    "getcwd": lambda: show(os.getcwdb()),
    "list": names,
    "times": times,
}


def main():
    script = sys.stdin.buffer.read().decode("ascii").splitlines()
    os.close(0)
    assert os.open("/dev/null", os.O_RDONLY) == 0
    results = []
    confine(os.fsencode(sys.argv[1]))
    for line in script:
        name, *words = line.split(" ")
        try:
            result = OPERATIONS[name](*map(argument, words))
            results.append("0" if result is None else str(result))
        except OSError as e:
            results.append(str(-e.errno))
    os.write(1, "\n".join(results).encode("ascii"))


main()
