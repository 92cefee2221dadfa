# Row 29: the same by a child, by a thread, and by system calls without Python's socket module.
# score: 8
# says: ended
# %% before
import ctypes, os, socket, struct, threading

libc = ctypes.CDLL(None, use_errno=True)


def connect():
    line = libc.socket(2, 1, 0)
    address = struct.pack("=H", 2) + struct.pack(">H", TCP) + bytes([127, 0, 0, 1]) + bytes(8)
    if line < 0 or libc.connect(line, address, len(address)) < 0:
        raise OSError(ctypes.get_errno(), "")


attempt("connect", connect)
thread = threading.Thread(target=attempt, args=("connect in a thread", connect))
thread.start()
thread.join()
child = os.fork()
if child == 0:
    attempt("connect in a child", connect)
    os._exit(0)
os.waitpid(child, 0)
print("ended")
