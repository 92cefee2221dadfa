# Row 35: more threads than processes are allowed; bounded at 400.
# score: 6
# verdicts: q1 timed_out|out_of_memory|crashed|failed|not_reached
# says: started
# may reach at landlock: more threads than allowed
# %% q1
def blend(a, b, share):
    import threading

    stop, count = threading.Event(), 0
    try:
        for _ in range(400):
            threading.Thread(target=stop.wait, daemon=True).start()
            count += 1
    except RuntimeError:
        pass
    stop.set()
    print("started", count, flush=True)
    if count > 48:
        print("reached: more threads than allowed", flush=True)
    return float(count)
