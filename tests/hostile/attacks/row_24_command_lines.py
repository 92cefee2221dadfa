# Row 24: arguments of other processes. Without namespaces, the process list is not hidden.
# score: 8
# says: ended
# may reach at landlock: argument, CANARY-argument
# %% before
import glob, re

for path in glob.glob("/proc/[0-9]*/cmdline"):
    try:
        line = open(path, "rb").read().decode(errors="replace")
    except OSError:
        continue
    for name in re.findall(PATTERN, line):
        print("reached:", name)
print("ended")
