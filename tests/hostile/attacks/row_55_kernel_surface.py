# Row 55: system calls that only ever serve to climb.
# score: 8
# says: ended
# machine: x86_64
# %% before
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
me = os.getpid()
CALLS = {
    "unshare user": (272, 0x10000000),
    "unshare net": (272, 0x40000000),
    "setns": (308, 3, 0),
    "clone user": (56, 0x10000000 | 17, 0, 0, 0, 0),
    "clone3": (435, 0, 0),
    "mount": (165, 0, 0, 0, 0, 0),
    "umount": (166, b"/proc", 2),
    "pivot_root": (155, b"/", b"/"),
    "chroot": (161, b"/"),
    "open_tree": (428, -100, b"/", 1),
    "fsopen": (430, b"tmpfs", 0),
    "bpf": (321, 0, 0, 0),
    "io_uring": (425, 4, 0),
    "userfaultfd": (323, 0),
    "perf_event": (298, 0, 0, -1, -1, 0),
    "keyctl": (250, 0, -3),
    "add_key": (248, 0, 0, 0, 0, 0),
    "personality": (135, 0x40000),
    "kexec": (246, 0, 0, 0, 0),
    "init_module": (175, 0, 0, 0),
    "reboot": (169, 0xFEE1DEAD, 672274793, 0, 0),
    "sethostname": (170, b"x", 1),
    "settimeofday": (164, 0, 0),
    "swapoff": (168, b"/x"),
    "acct": (163, 0),
    "quotactl": (179, 0, 0, 0, 0),
    "open_by_handle_at": (304, -100, 0, 0),
    "fanotify": (300, 0, 0),
    "memfd": (319, b"x", 0),
    "modify_ldt": (154, 0, 0, 0),
    "iopl": (172, 3),
    "move_pages": (279, 0, 0, 0, 0, 0, 0),
    "x32 getpid": (0x40000000 + 39,),
    "syslog": (103, 3, 0, 0),
    "mknod": (133, b"n", 0o10600, 0),
    "setuid 0": (105, 0) if os.getuid() else (272, 0),
    "ptrace": (101, 0, 0, 0, 0),
}
for name, (number, *arguments) in CALLS.items():
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    if libc.syscall(ctypes.c_long(number), *values) == 0:
        if name.startswith("clone") and os.getpid() != me:
            os._exit(0)
        print("reached:", name)
    elif ctypes.get_errno() not in (1, 38, 97, 22 if name == "setuid 0" else 1):
        print("reached:", name, "error", ctypes.get_errno())
for path in (
    "/proc/sysrq-trigger",
    "/proc/sys/kernel/core_pattern",
    "/proc/self/uid_map",
    "/proc/self/oom_score_adj",
):
    attempt(path, lambda: open(path, "w"))
for path in ("/sys/fs/cgroup", "/sys/kernel", "/dev/kvm", "/dev/fuse", "/dev/net/tun"):
    attempt(path, lambda: os.open(path, os.O_RDONLY))
status = open("/proc/self/status").read()
for line in status.splitlines():
    if line.startswith(("CapInh", "CapPrm", "CapEff", "CapAmb")) and int(
        line.split()[1], 16
    ):
        print("reached:", line)
    if line.startswith("NoNewPrivs") and line.split()[1] != "1":
        print("reached:", line)
    if line.startswith("Seccomp:") and line.split()[1] != "2":
        print("reached:", line)
print("ended")
