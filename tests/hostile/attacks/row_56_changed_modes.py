# Row 56: modes, owners, times and attributes of files outside, which need no open file.
# score: 8
# says: ended
# %% before
import os

for path in (FOLDER, *FILES[:2]):
    attempt("mode", lambda: os.chmod(path, 0o777))
    attempt("owner", lambda: os.chown(path, os.getuid(), os.getgid()))
    attempt("times", lambda: os.utime(path, (1, 1)))
    attempt("attribute", lambda: os.setxattr(path, "user.word", b"x"))
print("ended")
