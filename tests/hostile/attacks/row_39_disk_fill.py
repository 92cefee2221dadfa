# Row 39: files until the disk is full, one giant file, many empty ones. Bounded at 192 MiB.
# score: 8
# says: filled
# may reach at landlock: more than the disk quota, more files than allowed
# %% before
import os

home = os.environ["HOME"]
total = 0
try:
    for n in range(24):
        with open(os.path.join(home, f"fill-{n}"), "wb") as stream:
            total += stream.write(bytes(2**23))
except OSError:
    pass
if total > 2**26:
    print("reached: more than the disk quota")
for n in range(24):
    try:
        os.unlink(os.path.join(home, f"fill-{n}"))
    except OSError:
        pass
try:
    with open(os.path.join(home, "giant"), "wb") as stream:
        stream.truncate(2**40)
    print("reached: a giant file")
except OSError:
    pass
count = 0
try:
    for count in range(25000):
        os.close(os.open(os.path.join(home, f"empty-{count}"), os.O_CREAT | os.O_WRONLY))
except OSError:
    pass
if count == 24999:
    print("reached: more files than allowed")
for n in range(count):
    os.unlink(os.path.join(home, f"empty-{n}"))
print("filled")
