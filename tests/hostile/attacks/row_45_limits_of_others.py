# Row 45: limits, priority and processors of another process, which need no signal.
# score: 8
# says: ended
# %% before
import os, resource

for name, limit in (("cpu", resource.RLIMIT_CPU), ("files", resource.RLIMIT_NOFILE)):
    attempt(f"limit {name}", lambda: resource.prlimit(VICTIM, limit, (100, 100)))
attempt("limit of the grader", lambda: resource.prlimit(EXAMINER, resource.RLIMIT_CPU))
attempt("priority", lambda: os.setpriority(os.PRIO_PROCESS, VICTIM, 15))
attempt("processors", lambda: os.sched_setaffinity(VICTIM, {0}))
attempt("scheduler", lambda: os.sched_setscheduler(VICTIM, os.SCHED_IDLE, os.sched_param(0)))
print("ended")
