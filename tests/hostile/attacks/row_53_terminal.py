# Row 53: types into whatever terminal there is.
# score: 8
# says: ended
# %% before
import fcntl, os

attempt("terminal", lambda: open("/dev/tty", "w"))
attempt("console", lambda: open("/dev/console", "w"))
for number in (0, 1, 2, 3):
    attempt(f"typing {number}", lambda: fcntl.ioctl(number, 0x5412, b"x"))
    attempt(f"pasting {number}", lambda: fcntl.ioctl(number, 0x541C, b"\x03"))
print("ended")
