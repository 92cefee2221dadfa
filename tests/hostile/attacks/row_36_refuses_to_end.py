# Row 36: does not end when the grader hangs up: every way to exit is replaced. Bounded at 12 s.
# score: 8
# says: staying
# %% before
import os, sys, time

until = time.time() + 12


def stay(*arguments):
    while time.time() < until:
        time.sleep(0.1)
    end(0)


end = os._exit
os._exit = sys.exit = os.abort = stay
print("staying")
