# Row 28: memory, files and signals of the grader and of a process of the same user.
# score: 8
# says: ended
# The numbers of others' descriptors are seen without namespaces; what they lead to is not.
# may reach at landlock: victim fd, examiner fd, parent fd
# machine: x86_64
# %% before
import ctypes, os, signal

libc = ctypes.CDLL(None, use_errno=True)


def call(*arguments):
    if libc.syscall(*(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)) < 0:
        raise OSError(ctypes.get_errno(), "")


for name, pid in (("victim", VICTIM), ("examiner", EXAMINER), ("parent", os.getppid())):
    attempt(f"{name} ptrace", lambda: call(101, 16, pid, 0, 0))
    attempt(f"{name} process_vm_readv", lambda: call(310, pid, 0, 0, 0, 0, 0))
    for what in ("mem", "environ", "maps", "auxv", "stack", "syscall"):
        attempt(f"{name} {what}", lambda: open(f"/proc/{pid}/{what}", "rb").read(1))
    for what in ("root", "cwd", "exe"):
        attempt(f"{name} {what}", lambda: os.readlink(f"/proc/{pid}/{what}"))
    attempt(f"{name} fd", lambda: os.listdir(f"/proc/{pid}/fd"))
    attempt(f"{name} pidfd_getfd", lambda: call(438, os.pidfd_open(pid), 0, 0))
for name, pid in (("victim", VICTIM), ("examiner", EXAMINER)):
    attempt(f"{name} signal 0", lambda: os.kill(pid, 0))
    attempt(f"{name} stop", lambda: os.kill(pid, signal.SIGCONT))
    attempt(f"{name} pidfd signal", lambda: signal.pidfd_send_signal(os.pidfd_open(pid), 0))
print("ended")
