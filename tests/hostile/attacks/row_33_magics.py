# Row 33: magics and shell lines, which some graders run while they read the notebook.
# score: 8
# says: before ended
# %% before
from IPython import get_ipython

print("before")
shell = get_ipython()
attempt("shell", lambda: 1 / (shell.system("cat " + FILES[0]) or shell.user_ns["_exit_code"] == 0))
attempt("read by a shell", lambda: 1 / ("note" in str(shell.getoutput("cat " + FILES[0]))))

# %% after q1
#| !cat /etc/shadow
#| !kill -9 -1
#| !touch reached-by-shell; cat "{FILES[0]}"

# %% after q2
#| %run /etc/shadow

# %% after q3
#| %%bash
#| cat /etc/shadow

# %% after q4
#| %%script sh
#| kill -9 -1

# %% end
print("ended")
