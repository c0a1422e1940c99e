using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace Sandbox.Tests;

/// <summary>
/// A TLS server that stands for the internet on the public networks of several sandboxes, and writes down who asked it for
/// which name. It answers every name to everybody: what does not come was stopped on the way.
/// </summary>
internal sealed class Canary(EngineConnection engine, string name)
{
    private const string Server = """
        import os, socketserver, ssl
        def say(*words):
            os.write(1, (" ".join(words) + "\n").encode())
        def heard(peer, host, context): peer.host = host
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain("/tmp/cert", "/tmp/key")
        tls.sni_callback = heard
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                say("connected", self.client_address[0])
                with tls.wrap_socket(self.request, server_side=True) as peer:
                    peer.recv(4096)
                    say("asked", self.client_address[0], peer.host)
                    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        socketserver.ThreadingTCPServer.daemon_threads = True
        server = socketserver.ThreadingTCPServer(("", 443), Handler)
        say("ready")
        server.serve_forever()
        """;

    private const string Start =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /tmp/key -out /tmp/cert -days 2 -subj /CN=test && exec python3 -u -c \"$1\"";

    /// <summary>Labels that it has besides.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Starts it on the public networks of some sandboxes, where all names lead to it.</summary>
    public async Task StartAsync(IReadOnlyList<string> sandboxes, IReadOnlyList<string> hosts, CancellationToken cancellation)
    {
        await DockerAsync(
            ["run", "--detach", "--init", "--name", name, "--label", $"{SandboxLabels.Sandbox}={name}", .. Labels.SelectMany(label => new[] { "--label", label }), "--network", "none",
             "--entrypoint", "bash", $"{sandboxes[0]}-workspace", "-c", Start, "bash", Server],
            cancellation);
        await DockerAsync(["network", "disconnect", "none", name], cancellation);
        foreach (var sandbox in sandboxes)
            await JoinAsync(sandbox, hosts, cancellation);
        while (!(await HeardAsync(cancellation)).Contains("ready"))
            await Task.Delay(100, cancellation);
    }

    /// <summary>Puts it on a sandbox's network.</summary>
    public Task JoinAsync(string sandbox, IEnumerable<string> hosts, CancellationToken cancellation) => DockerAsync(
        ["network", "connect", .. hosts.SelectMany(host => new[] { "--alias", host }), $"{sandbox}_public", name], cancellation);

    /// <summary>Takes it off a sandbox's network, so that the network can be removed.</summary>
    public Task LeaveAsync(string sandbox, CancellationToken cancellation) =>
        DockerAsync(["network", "disconnect", $"{sandbox}_public", name], cancellation);

    /// <summary>What it wrote down: "connected ADDRESS" and "asked ADDRESS NAME".</summary>
    public async Task<IReadOnlyList<string>> HeardAsync(CancellationToken cancellation) =>
        (await DockerAsync(["logs", name], cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Removes it.</summary>
    public async Task RemoveAsync() =>
        await new CommandRunner().TryAsync(engine.Command(["rm", "--force", "--volumes", name]), CancellationToken.None);

    /// <summary>Runs docker on the engine.</summary>
    public Task<string> DockerAsync(string[] arguments, CancellationToken cancellation) => engine.RunAsync(arguments, cancellation);
}
