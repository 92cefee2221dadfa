# Row 38: memory that a limit on private memory does not see: shared maps, memory files, segments.
# score: 6
# verdicts: q1 out_of_memory|crashed|not_reached|failed|timed_out
# says: asked
# machine: x86_64
# %% q1
def blend(a, b, share):
    import ctypes, mmap, os

    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(os, "memfd_create"):
        attempt("memory file", lambda: os.memfd_create("x"))
    attempt("segment", lambda: 1 / (libc.syscall(29, 0, 2**20, 0o1600) >= 0))
    attempt("secret memory", lambda: 1 / (libc.syscall(447, 0) >= 0))
    print("asked", flush=True)
    held = []
    for _ in range(24):
        block = mmap.mmap(-1, 2**26)
        for position in range(0, 2**26, 4096):
            block[position] = 1
        held.append(block)
    print("reached: 1.5 GiB of shared memory", flush=True)
    return -1.0
