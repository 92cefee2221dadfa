# Rows 21 and 27: opens what it knows the paths of, lists folders, walks the whole file system.
# score: 8
# says: walked
# %% before
import os, re

for path in FILES:
    attempt(f"file {path}", lambda: open(path).read())
for path in (
    FOLDER,
    "/root",
    "/home/ben",
    REPOSITORY,
    f"{REPOSITORY}/autograder/examiner",
    f"{REPOSITORY}/solutions",
    f"{REPOSITORY}/tests",
    "/var",
    "/etc/ssh",
    "/opt/course/solutions",
    "/opt/course/autograder/examiner",
    f"{REPOSITORY}/build",
):
    attempt(f"folder {path}", lambda: os.listdir(path) and open(path + "/x"))
for path in (
    "/etc/shadow",
    "/root/.bashrc",
    f"{REPOSITORY}/pyproject.toml",
    f"{REPOSITORY}/autograder/course.py",
    "/proc/1/environ",
    "/proc/kcore",
    "/dev/sda",
    "/dev/vda",
    "/dev/mem",
):
    attempt(f"file {path}", lambda: open(path, "rb").read(1))
seen = 0
for folder, folders, files in os.walk("/"):
    if folder.startswith(("/proc", "/sys", PREFIX, "/usr", "/lib")) or seen > 20000:
        folders.clear()
        continue
    if {"solutions", "examiner", "bundles"} & set(folders):
        print("reached: folder", folder)
    for name in files:
        seen += 1
        if name.endswith((".py", ".ipynb", ".csv", ".json", ".zip", ".pem", "ed25519")):
            try:
                found = re.findall(
                    PATTERN, open(os.path.join(folder, name), errors="ignore").read()
                )
            except OSError:
                continue
            for word in found:
                print("reached:", word)
print("walked", seen)
