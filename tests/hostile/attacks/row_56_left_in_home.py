# Row 56: leaves modules and settings where the next submission starts.
# score: 8
# says: left
# %% before
import os

for folder in (os.environ["HOME"], os.getcwd(), "/tmp"):
    for name in (
        "numpy.py",
        "otter.py",
        "ast.py",
        "sitecustomize.py",
        ".keras/keras.json",
        "matplotlibrc",
    ):
        path = os.path.join(folder, name)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w").write("raise SystemExit('poisoned')\n")
        except OSError:
            pass
print("left")

# %% second before
import os

for folder in (os.environ["HOME"], os.getcwd(), "/tmp"):
    for name in ("numpy.py", "otter.py", "ast.py", "sitecustomize.py", "matplotlibrc"):
        attempt(f"{name} in {folder}", lambda: open(os.path.join(folder, name)).read())
