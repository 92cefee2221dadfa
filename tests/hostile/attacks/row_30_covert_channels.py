# Row 30: one box leaves a word for the next by everything that outlives a process.
# score: 8
# Locks and watches on a file that all boxes may read are not refused: two boxes that run at the same
# time could nod to each other, which is a slower way to what two students can do with a telephone.
# may reach: read lock, watch
# may reach at landlock: lease
# says: left
# machine: x86_64
# %% before
import ctypes, fcntl, os, sys

libc = ctypes.CDLL(None, use_errno=True)
places = [
    "/dev/shm",
    "/tmp",
    "/var/tmp",
    "/run",
    os.environ["HOME"],
    os.getcwd(),
    PREFIX,
    sys.path[0],
]
for place in places:
    try:
        open(os.path.join(place, "word-for-you"), "w").write("solution")
    except OSError:
        pass
print("left")
attempt("keyring", lambda: 1 / (libc.syscall(248, b"user", b"word", b"x", 1, -3) > 0))
attempt("shared segment", lambda: 1 / (libc.syscall(29, 4711, 4096, 0o1666) >= 0))
attempt("queue", lambda: 1 / (libc.syscall(68, 4711, 0o1666) >= 0))
attempt("file lock", lambda: fcntl.flock(open(os.__file__), fcntl.LOCK_EX))
attempt("record lock", lambda: fcntl.lockf(open(os.__file__, "r+"), fcntl.LOCK_EX))
kept = open(os.__file__)
attempt("lease", lambda: fcntl.fcntl(kept, fcntl.F_SETLEASE, fcntl.F_RDLCK))
attempt("read lock", lambda: fcntl.lockf(kept, fcntl.LOCK_SH))
watch = libc.inotify_init()
attempt("watch", lambda: 1 / (libc.inotify_add_watch(watch, os.__file__.encode(), 0xFFF) > 0))

# %% second before
import os, sys

places = [
    "/dev/shm",
    "/tmp",
    "/var/tmp",
    "/run",
    os.environ["HOME"],
    os.getcwd(),
    PREFIX,
    sys.path[0],
]
for place in places:
    attempt("a word", lambda: open(os.path.join(place, "word-for-you")).read())
