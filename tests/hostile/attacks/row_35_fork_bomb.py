# Row 35: more processes than allowed (48), each with children of its own; bounded at 400.
# score: 6
# verdicts: q1 timed_out|out_of_memory|crashed|failed|not_reached
# says: forking
# %% q1
def blend(a, b, share):
    import os, signal, time

    print("forking", flush=True)
    children = []
    for _ in range(400):
        try:
            child = os.fork()
        except OSError:
            break
        if child == 0:
            time.sleep(30)
            os._exit(0)
        children.append(child)
    print("forked", len(children), flush=True)
    if len(children) > 48:
        print("reached: more processes than allowed", len(children), flush=True)
    for child in children:
        os.kill(child, signal.SIGKILL)
    return float(len(children))
