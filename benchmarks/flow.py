# Asks for a listed name through the proxy again and again, TLS and an answer included, until the file
# /root/workspace/stop is there.
# Prints one line of JSON: how many were answered, what went wrong instead and how often, and the longest time of one.
import collections, json, os, socket, ssl, sys, threading, time

host, clients = sys.argv[1], int(sys.argv[2])
trust = ssl.create_default_context(cafile="/root/workspace/ca.crt")
end = time.monotonic() + 300
answered, wrong, longest = [0], collections.Counter(), [0.0]
lock = threading.Lock()


def ask():
    with socket.create_connection(("proxy", 3128), timeout=20) as raw:
        raw.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head:
            part = raw.recv(4096)
            if not part:
                return "closed without an answer"
            head += part
        status = head.split(b" ", 2)[1].decode()
        if status != "200":
            return f"CONNECT answered {status}"
        with trust.wrap_socket(raw, server_hostname=host) as tls:
            tls.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            return None if tls.recv(64).startswith(b"HTTP/1.") else "no answer in the tunnel"


def run():
    while not os.path.exists("/root/workspace/stop") and time.monotonic() < end:
        start = time.monotonic()
        try:
            problem = ask()
        except OSError as error:
            problem = f"{type(error).__name__}: {error}"
        took = time.monotonic() - start
        with lock:
            longest[0] = max(longest[0], took)
            if problem is None:
                answered[0] += 1
            else:
                wrong[problem] += 1
        time.sleep(0.02)  # requests flow; they are not to take the processor from what is measured


threads = [threading.Thread(target=run) for _ in range(clients)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps({"answered": answered[0], "wrong": wrong, "longest": longest[0]}))
