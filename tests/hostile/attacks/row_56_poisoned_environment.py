# Row 56: writes where the next run would read: libraries, caches, settings, start files.
# score: 8
# says: ended
# %% before
import glob, os, sys

poison = "raise SystemExit('poisoned')\n"
for folder in {
    PREFIX,
    sys.base_prefix,
    REPOSITORY,
    os.path.dirname(os.__file__),
    os.path.dirname(np.__file__) if "np" in globals() else "/usr",
    *filter(None, sys.path),
}:
    for name in ("sitecustomize.py", "usercustomize.py", "evil.pth", "conftest.py", "otter.py"):
        attempt(f"write {folder}/{name}", lambda: open(os.path.join(folder, name), "x"))
for module in (os, glob):
    attempt(f"change {module.__name__}", lambda: open(module.__file__, "a"))
    attempt(f"remove {module.__name__}", lambda: os.unlink(module.__file__))
    attempt(f"cache of {module.__name__}", lambda: open(module.__cached__, "r+b"))
for path in FILES:
    attempt(f"change {path}", lambda: open(path, "a"))
    attempt(f"cut {path}", lambda: os.truncate(path, 0))
    attempt(f"remove {path}", lambda: os.unlink(path))
    attempt(f"rename {path}", lambda: os.rename(path, path + ".old"))
attempt("new file", lambda: open(os.path.join(FOLDER, "new"), "w"))
attempt("new folder", lambda: os.mkdir(os.path.join(FOLDER, "new-folder")))
print("ended")
