# ruff: noqa
# Row 33: magics and shell lines, which some graders run while they read the notebook.
# score: 8
# says: before
# may reach: sleep
# %% before
print("before")
#| !cat /etc/shadow
#| !touch reached-by-shell; cat "{FILES[0]}"
#| %run /etc/shadow
#| %load /etc/shadow
#| %env GRADER_TOKEN
from IPython import get_ipython

attempt("shell", lambda: 1 / (get_ipython().system("cat " + FILES[0]) == 0 and get_ipython().user_ns["_exit_code"] == 0))
attempt("read by a shell", lambda: 1 / ("CANARY" in str(get_ipython().getoutput("cat " + FILES[0]))))

# %% after q1
#| %%bash
#| cat /etc/shadow

# %% after q2
#| %%script sh
#| kill -9 -1
