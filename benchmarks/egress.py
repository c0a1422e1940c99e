# Opens TLS to a listed name, and downloads from it, by the gate and by a CONNECT to the proxy, in turns.
# Prints one line of JSON: for each way the median seconds to the first byte of an answer, and the mean MiB/s of a download.
import json, socket, ssl, statistics, sys, time

host = sys.argv[1]
trust = ssl.create_default_context(cafile="/root/workspace/ca.crt")
OPENINGS, DOWNLOADS, SIZE = 300, 6, 192 << 20


def direct():
    return socket.create_connection((host, 443), timeout=20)


def proxied():
    client = socket.create_connection(("proxy", 3128), timeout=20)
    client.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(4096) or sys.exit("the proxy closed")
    return client


def ask(way, path):
    client = trust.wrap_socket(way(), server_hostname=host)
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    return client, client.recv(4096)


def first(way):
    start = time.monotonic()
    client, answer = ask(way, "/")
    took = time.monotonic() - start
    assert answer.startswith(b"HTTP/1."), answer
    client.close()
    return took


def rate(way):
    start, buffer = time.monotonic(), bytearray(1 << 18)
    client, answer = ask(way, f"/bytes/{SIZE}")
    received = len(answer)
    while count := client.recv_into(buffer):
        received += count
    assert received >= SIZE, received
    return received / (1 << 20) / (time.monotonic() - start)


ways = {"transparent": direct, "variables": proxied}
openings, downloads = {name: [] for name in ways}, {name: [] for name in ways}
for _ in range(OPENINGS):
    for name, way in ways.items():
        openings[name].append(first(way))
for _ in range(DOWNLOADS):
    for name, way in ways.items():
        downloads[name].append(rate(way))
print(json.dumps({name: {"first": statistics.median(openings[name]), "rate": statistics.mean(downloads[name])} for name in ways}))
