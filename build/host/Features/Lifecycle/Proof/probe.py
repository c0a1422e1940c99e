"""Looks at the workspace's network from inside and prints one JSON object: what answered, and what did not.

Runs in a fresh container of the workspace image that shares the workspace's network namespace, so that nothing the
workspace has changed in its own files can speak for it. Arguments: the proxy's address on the public network, the
proxy's port, a listed-nowhere name for a CONNECT, an outside name for the resolver, and whether the gate answers names
("transparent") or the variables are the way.
"""
import json
import socket
import struct
import sys
import time

far_address, port, unlisted, outside, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
TIMEOUT = 0.4
PATIENCE = 5  # seconds; what must answer may be slow to, on a machine that has much to do


def eventually(look):
    """What must hold, so a first try that fails proves nothing."""
    limit = time.monotonic() + PATIENCE
    while not look():
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True


def default_routes():
    with open("/proc/net/route") as table:
        v4 = [line.split() for line in table.readlines()[1:]]
    with open("/proc/net/ipv6_route") as table:
        v6 = [line.split() for line in table]
    found = [row[0] for row in v4 if row[1] == "00000000"]
    # An unreachable default route on lo is how the kernel spells "none" for IPv6.
    found += [row[9] for row in v6 if row[0] == "0" * 32 and row[1] == "00" and row[9] != "lo"]
    return found


def connects(address):
    try:
        socket.create_connection((address, port), TIMEOUT).close()
        return True
    except OSError:
        return False


def resolves(name, server="127.0.0.11"):
    """Asks a resolver itself, the engine's or the gate's, not what /etc/resolv.conf of the workspace may say by now."""
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    query = struct.pack(">6H", 0x5AFE, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(TIMEOUT)
        try:
            client.sendto(query, (server, 53))
            answer = client.recv(512)
        except OSError:
            return False
    return len(answer) >= 12 and answer[3] & 0x0F == 0 and struct.unpack(">H", answer[6:8])[0] > 0


def connect_status(target):
    try:
        with socket.create_connection(("proxy", port), PATIENCE) as client:
            client.settimeout(PATIENCE)
            client.sendall(f"CONNECT {target}:443 HTTP/1.1\r\nHost: {target}:443\r\n\r\n".encode())
            return client.recv(64).decode("ascii", "replace").split(" ")[1]
    except (OSError, IndexError) as error:
        return str(error)


print(json.dumps({
    "defaultRoutes": default_routes(),
    "proxyAnswers": eventually(lambda: connects("proxy")),
    "farSideAnswers": connects(far_address),
    "proxyNameResolves": eventually(lambda: resolves("proxy")),
    "outsideNameResolves": resolves(outside),
    "gateKnowsProxy": mode == "transparent" and eventually(lambda: resolves("proxy", "127.0.0.53")),
    "gateKnowsUnlisted": resolves(unlisted, "127.0.0.53"),
    "unlistedStatus": connect_status(unlisted),
}))
