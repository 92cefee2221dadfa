# Row 47: folders in folders, deeper than a careless cleaner can walk.
# score: 8
# not at landlock: closing such a lane is a test of its own, in test_landlock
# says: left
# %% before
import os

os.chdir(os.environ["HOME"])
for _ in range(1500):
    os.mkdir("d")
    os.chdir("d")
print("left")
