using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using AiSandbox.Guard.Forward;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Forward;

/// <summary>
/// Carries connections to 127.0.0.1 of this machine into the workspace, all over one command in the gate, which has the workspace's
/// network and none of its files. No port is published, no rule changes, and nothing inside can open one.
/// </summary>
public sealed class PortForward(DockerCli docker, ICommandRunner commands, IReporter reporter, HostOptions options, TimeProvider time)
{
    private const int Backlog = 64;

    private int _last;

    /// <summary>Carries them until it is cancelled.</summary>
    /// <exception cref="SandboxException">A port of this machine is taken, or the sandbox has stopped.</exception>
    internal async Task RunAsync(IReadOnlyList<ForwardedPort> ports, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listeners = new List<(Socket Socket, ForwardedPort Port)>();
        var toInside = Channel.CreateUnbounded<byte[]>(); // bounded by the windows of the connections
        var mux = new Mux(new ChannelStream(toInside.Writer));
        try
        {
            foreach (var port in ports)
                listeners.Add((Listen(port), port));

            var reader = new FrameReader(mux.Take);
            var inside = docker.TalkAsync(
                ["--user", "nobody", SandboxStack.Container(options.Name, "gate"), "guard", "--forward", .. ports.Select(port => port.Inside.ToString(CultureInfo.InvariantCulture))],
                (stream, ended) => FeedAsync(toInside.Reader, stream, ended), new FrameStream(reader), end.Token);
            if (await Task.WhenAny(inside, mux.Ready.Task) == inside)
                throw await GoneAsync(inside);

            foreach (var (_, port) in listeners)
                reporter.Line($"{port.Address} shows port {port.Inside} of the workspace.");
            reporter.Line("What it shows is the agent's, and your browser reaches the whole internet: type no password there. Ctrl+C ends it.");
            var accepting = listeners.Select(one => AcceptAsync(one.Socket, one.Port, mux, end.Token)).ToList();
            if (options.Line.Flag(Option.Open))
                await OpenAsync(ports[0].Address, cancellation);
            if (await Task.WhenAny([inside, .. accepting]) == inside)
                throw await GoneAsync(inside);
        }
        finally
        {
            await end.CancelAsync();
            listeners.ForEach(one => one.Socket.Dispose());
        }
    }

    private static Socket Listen(ForwardedPort port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port.Outside));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException taken)
        {
            socket.Dispose();
            throw new SandboxException($"Port {port.Outside} of this machine cannot be had: {taken.Message}.", $"{Option.To}={port.Outside + 1}, or another free port", inner: taken);
        }
    }

    private async Task AcceptAsync(Socket listener, ForwardedPort port, Mux mux, CancellationToken cancellation)
    {
        while (true)
            _ = CarryAsync(await listener.AcceptAsync(cancellation), port, mux, cancellation);
    }

    private async Task CarryAsync(Socket socket, ForwardedPort port, Mux mux, CancellationToken cancellation)
    {
        socket.NoDelay = true;
        var begun = time.GetTimestamp();
        var result = await mux.CarryAsync(Interlocked.Increment(ref _last), () => Task.FromResult<Socket?>(socket), port.Inside, cancellation);
        socket.Dispose();
        var how = result.End switch
        {
            MuxEnd.NobodyListens => "refused: nothing listens there in the workspace",
            MuxEnd.TooMany => $"refused: {Mux.Most} connections are open",
            MuxEnd.Cut => $"{Bytes(result.Received)} out, {Bytes(result.Sent)} in, broken off",
            _ => $"{Bytes(result.Received)} out, {Bytes(result.Sent)} in",
        };
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss} port {port.Inside}: {how}, {time.GetElapsedTime(begun).TotalSeconds:0.0} s"));
    }

    private static string Bytes(long count) => count < 10_000 ? $"{count} bytes" : $"{count / 1000} kB";

    private async Task<SandboxException> GoneAsync(Task<CommandResult> inside)
    {
        var said = await inside;
        return said.Error.Contains("expected [FILE]", StringComparison.Ordinal) || said.ExitCode is 126 or 127
            ? new SandboxException($"Sandbox {options.Name} runs images of an older version, which know no Forward.", options.CommandFor("Up"))
            : new SandboxException($"The gate of sandbox {options.Name} does not carry anything any more: {SafeText.Of(said.Error.Trim())}", options.CommandFor("Status"));
    }

    private async Task OpenAsync(string address, CancellationToken cancellation) => await commands.TryAsync(
        OperatingSystem.IsWindows() ? new Command("explorer", address) : new Command(OperatingSystem.IsMacOS() ? "open" : "xdg-open", address), cancellation);

    private static async Task FeedAsync(ChannelReader<byte[]> frames, Stream stream, CancellationToken ended)
    {
        await foreach (var frame in frames.ReadAllAsync(ended))
        {
            await stream.WriteAsync(frame, ended);
            await stream.FlushAsync(ended);
        }
    }
}
