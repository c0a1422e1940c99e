using System.Globalization;
using System.Threading.Channels;
using AiSandbox.Guard.Forward;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Net;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Forward;

/// <summary>
/// Carries connections to 127.0.0.1 of this machine into the workspace, all over one command in the gate, which has the workspace's
/// network and none of its files. No port is published, no rule changes, and nothing inside can open one.
/// </summary>
public sealed class PortForward(DockerCli docker, ICommandRunner commands, IReporter reporter, HostOptions options, TimeProvider time)
{
    /// <summary>Carries them until it is cancelled.</summary>
    /// <exception cref="SandboxException">A port of this machine is taken, or the sandbox has stopped.</exception>
    internal async Task RunAsync(IReadOnlyList<ForwardedPort> ports, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listening = new List<CarriedPort>();
        var toInside = Channel.CreateUnbounded<byte[]>(); // bounded by the windows of the connections
        var mux = new Mux(bytes => toInside.Writer.TryWrite(bytes));
        try
        {
            foreach (var port in ports)
                listening.Add(new CarriedPort(port.Outside, $"{Option.To}={port.Outside + 1}, or another free port"));

            var inside = docker.TalkAsync(
                ["--user", "nobody", SandboxStack.Container(options.Name, "gate"), "guard", "--forward", .. ports.Select(port => port.Inside.ToString(CultureInfo.InvariantCulture))],
                Command.FeedOf(toInside.Reader, bytes => bytes), new FrameStream(new FrameReader(mux.Take)), end.Token);
            if (await Task.WhenAny(inside, mux.Ready.Task) == inside)
                throw await GoneAsync(inside);

            foreach (var port in ports)
                reporter.Line($"{port.Address} shows port {port.Inside} of the workspace.");
            reporter.Line("What it shows is the agent's, and your browser reaches the whole internet: type no password there. Ctrl+C ends it.");
            var carrying = listening.Zip(ports, (one, port) => one.CarryAsync(mux, port.Inside, (result, took) => Tell(port, result, took), time, end.Token)).ToList();
            if (options.Line.Flag(Option.Open))
                await OpenAsync(ports[0].Address, cancellation);
            var first = await Task.WhenAny([inside, .. carrying]);
            cancellation.ThrowIfCancellationRequested();
            throw first == inside ? await GoneAsync(inside) : new SandboxException("A port of this machine takes no connection any more.", options.CommandFor("Forward"));
        }
        finally
        {
            await end.CancelAsync();
            listening.ForEach(one => one.Dispose());
        }
    }

    private void Tell(ForwardedPort port, MuxResult result, TimeSpan took)
    {
        var how = result.End switch
        {
            MuxEnd.NobodyListens => "refused: nothing listens there in the workspace",
            MuxEnd.TooMany => $"refused: {Mux.Most} connections are open",
            MuxEnd.Cut => $"{Bytes(result.Received)} out, {Bytes(result.Sent)} in, broken off",
            _ => $"{Bytes(result.Received)} out, {Bytes(result.Sent)} in",
        };
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss} port {port.Inside}: {how}, {took.TotalSeconds:0.0} s"));
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
}
