# Row 22: hooks on every way by which a runner could bring tests into this process.
# score: 8
# says: hooked ended
# %% before
import builtins, inspect, linecache, re, sys
from IPython import get_ipython

heard = []
shell = get_ipython()
for event in ("pre_run_cell", "post_run_cell", "pre_execute", "post_execute"):
    shell.events.register(event, lambda *info: heard.append(repr(info)))


class Listener:
    def find_spec(self, name, path=None, target=None):
        heard.append(name)


sys.meta_path.insert(0, Listener())
compile_before = builtins.compile
builtins.compile = lambda source, *a, **k: (
    heard.append(str(source)) or compile_before(source, *a, **k)
)
trace = lambda frame, event, argument: (
    heard.append(frame.f_code.co_filename) if len(heard) < 9999 else None
)
sys.setprofile(trace)
print("hooked")

# %% end
sys.setprofile(None)
for line in linecache.cache:
    heard.append("".join(linecache.getlines(line)) if isinstance(line, str) else "")
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith(("autograder", "otter", "__main__")):
        try:
            heard.append(inspect.getsource(module))
        except Exception:
            pass
for name in re.findall(PATTERN, "\n".join(heard)):
    print("reached:", name)
for name in sorted(sys.modules):
    if name.startswith(("autograder", "otter", "tests", "solutions")):
        if name not in ("autograder", "otter") and not re.match(r"autograder\.box(\.|$)", name):
            print("reached: module", name)
print("ended")
