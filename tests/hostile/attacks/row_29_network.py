# Row 29: every family of sockets, to servers of ours on this machine.
# score: 8
# says: ended
# %% before
import socket


def talk(family, kind, protocol, address, flag=0):
    line = socket.socket(family, kind, protocol)
    if flag:
        line.sendto(b"stolen", flag, address)
    else:
        line.settimeout(1)
        line.connect(address)
        line.send(b"stolen")


STREAM, DATAGRAM = socket.SOCK_STREAM, socket.SOCK_DGRAM
here, fast_open, multipath = ("127.0.0.1", TCP), 0x20000000, 262
attempt("tcp", lambda: talk(socket.AF_INET, STREAM, 0, here))
attempt("tcp fast open", lambda: talk(socket.AF_INET, STREAM, 0, here, fast_open))
attempt("multipath tcp", lambda: talk(socket.AF_INET, STREAM, multipath, here))
attempt("tcp by ipv6", lambda: talk(socket.AF_INET6, STREAM, 0, ("::ffff:127.0.0.1", TCP)))
attempt("udp", lambda: talk(socket.AF_INET, DATAGRAM, 0, ("127.0.0.1", UDP)))
attempt("abstract socket", lambda: talk(socket.AF_UNIX, STREAM, 0, ABSTRACT))
attempt("socket with a path", lambda: talk(socket.AF_UNIX, STREAM, 0, DOOR))
for family in (16, 17, 38, 40, 31, 44, 21, 15):  # netlink, packet, alg, vsock, bluetooth, xdp, ...
    attempt(f"family {family}", lambda: socket.socket(family, socket.SOCK_RAW, 0))
attempt("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
print("ended")
