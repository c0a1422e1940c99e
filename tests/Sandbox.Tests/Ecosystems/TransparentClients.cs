namespace Sandbox.Tests.Ecosystems;

/// <summary>Programs that are told of no proxy, each as it is used.</summary>
internal static class TransparentClients
{
    /// <summary>Takes away all that a workspace has for programs to find the proxy by.</summary>
    public const string Clear =
        "unset HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy NODE_USE_ENV_PROXY GIT_SSH_COMMAND\n";

    private const string Get = "GET /hello.txt HTTP/1.1\\r\\nHost: api.github.com\\r\\nConnection: close\\r\\n\\r\\n";
    private const string Hello = "hello from a file";
    private const string Demo = "The simulated internet of AI Sandbox.";
    private const string Ssh = "-o ProxyCommand=none -o GlobalKnownHostsFile=/dev/null -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no";
    private const string Apt = "-o Acquire::Retries=0 -o Acquire::http::Proxy=DIRECT -o Acquire::https::Proxy=DIRECT";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Ecosystem> All { get; } =
    [
        new("curl", "github", "api.github.com", "curl -sSf https://api.github.com/hello.txt", Hello),
        new("wget", "github", "api.github.com", "wget -nv -O- --no-proxy --tries=1 https://api.github.com/hello.txt", Hello),
        new("openssl", "github", "api.github.com", $"printf '{Get}' | openssl s_client -quiet -verify_return_error -connect api.github.com:443 -servername api.github.com 2>&1 | tee /dev/stderr | grep -q hello", Hello),
        new("python-socket", "github", "api.github.com", $$"""
            python3 - <<'END'
            import socket, ssl
            client = ssl.create_default_context().wrap_socket(socket.create_connection(("api.github.com", 443)), server_hostname="api.github.com")
            client.sendall(b"{{Get}}")
            print(b"".join(iter(lambda: client.recv(4096), b"")))
            END
            """, Hello),
        new("python-asyncio", "github", "api.github.com", $$"""
            python3 - <<'END'
            import asyncio
            async def main():
                reader, writer = await asyncio.open_connection("api.github.com", 443, ssl=True)
                writer.write(b"{{Get}}")
                print(await reader.read())
            asyncio.run(main())
            END
            """, Hello),
        new("python-urllib", "github", "api.github.com", "python3 -c 'import urllib.request; print(urllib.request.urlopen(\"https://api.github.com/hello.txt\").read())'", Hello),
        new("pip", "python", "pypi.org", "python3 -m venv v && v/bin/pip install --retries 0 --disable-pip-version-check demo-pkg && v/bin/python -c 'import demo_pkg'", "hello from a wheel"),
        new("git-https", "github", "github.com", "git clone -q https://github.com/ai-sandbox/demo.git && cat demo/README.md", Demo),
        new("git-ssh", "github", "github.com", $"GIT_SSH_COMMAND='ssh {Ssh}' git clone -q ssh://git@github.com/srv/git/ai-sandbox/demo.git && cat demo/README.md", Demo) { Port = 22 },
        new("ssh", "github", "github.com", $"ssh {Ssh} git@github.com true || test $? = 128", "unrecognized command") { Port = 22 },
        new("scp", "github", "github.com", $"scp {Ssh} git@github.com:/srv/git/ai-sandbox/demo.git/HEAD . && cat HEAD", "refs/heads/main") { Port = 22 },
        new("sftp", "github", "github.com", $"echo 'get /srv/git/ai-sandbox/demo.git/HEAD' | sftp {Ssh} git@github.com && cat HEAD", "refs/heads/main") { Port = 22 },
        new("rsync", "debian", Registries.HostOf("debian"), $"apt-get update -qq {Apt} && apt-get install -y -qq {Apt} rsync && ! rsync -e 'ssh {Ssh}' git@github.com:x .", "unrecognized command 'rsync")
        {
            Registry = $"https://{Registries.HostOf("debian")}/debian/dists/trixie/InRelease",
        },
        new("apt", "debian", Registries.HostOf("debian"), $"apt-get update -qq {Apt} && apt-get install -y -qq {Apt} hello && hello", "Hello, world!")
        {
            Registry = $"https://{Registries.HostOf("debian")}/debian/dists/trixie/InRelease",
        },
    ];

    /// <summary>Those that need Node, and npm's registry to have it.</summary>
    public static IReadOnlyList<Ecosystem> OfNode { get; } =
    [
        new("node-tls", "github", "api.github.com", $"node -e 'const c = require(\"tls\").connect(443, \"api.github.com\", {{ servername: \"api.github.com\" }}, () => c.write(\"{Get}\")); c.on(\"data\", d => console.log(String(d))); c.on(\"error\", e => {{ console.error(e.message); process.exit(1) }})'", Hello),
        new("node-https", "github", "api.github.com", "node -e 'require(\"https\").get(\"https://api.github.com/hello.txt\", r => r.on(\"data\", d => console.log(String(d)))).on(\"error\", e => { console.error(e.message); process.exit(1) })'", Hello),
        new("node-fetch", "github", "api.github.com", "node -e 'fetch(\"https://api.github.com/hello.txt\").then(r => r.text()).then(console.log, e => { console.error(e.cause.message); process.exit(1) })'", Hello),
        // The far end speaks no WebSocket: its answer to the handshake is what is seen of it.
        new("node-ws", "npm", Registries.HostOf("npm"), "npm install --fetch-retries=0 ws && node -e 'new (require(\"ws\"))(\"wss://api.github.com/hello.txt\").on(\"error\", e => console.log(e.message))'", "Unexpected server response: 200") { Registry = BaseEcosystems.Npm },
        new("npm", "npm", Registries.HostOf("npm"), "npm install --fetch-retries=0 is-number && node -e 'console.log(\"a number:\", require(\"is-number\")(5))'", "a number: true") { Registry = BaseEcosystems.Npm },
    ];
}
