# Row 36: three daemons that hear no signal and move on to a new process all the time; bounded at 10 s.
# score: 8
# limits: {"memory_mib": 3072}
# says: daemons
# %% before
import os, signal, time


def hop(until):
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    while time.time() < until:
        time.sleep(0.05)
        if os.fork():
            os._exit(0)
        os.setsid()
    os._exit(0)


until = time.time() + 10
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            hop(until)
        os._exit(0)
print("daemons")
