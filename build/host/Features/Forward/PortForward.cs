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
        var browser = options.Line.Flag(Option.Browser) ? ProxiedBrowser.Find() : null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listening = new List<CarriedPort>();
        Task? showing = null;
        var toInside = Channel.CreateUnbounded<byte[]>(); // bounded by the windows of the connections
        var mux = new Mux(bytes => toInside.Writer.TryWrite(bytes));
        try
        {
            foreach (var port in ports)
                listening.Add(new CarriedPort(port.Outside, $"{Option.To}={port.Outside + 1}, or another free port"));
            var proxy = browser is null ? null : new CarriedPort(0, options.CommandFor("Forward"));
            if (proxy is not null)
                listening.Add(proxy);

            var inside = docker.TalkAsync(
                ["--user", "nobody", SandboxStack.Container(options.Name, "gate"), "guard", "--forward", .. ports.Select(port => port.Inside.ToString(CultureInfo.InvariantCulture)), .. proxy is null ? [] : Guard],
                Command.FeedOf(toInside.Reader, bytes => bytes), new FrameStream(new FrameReader(mux.Take)), end.Token);
            if (await Task.WhenAny(inside, mux.Ready.Task) == inside)
                throw await GoneAsync(inside);

            foreach (var port in ports)
                reporter.Line($"{port.Address} shows port {port.Inside} of the workspace.");
            reporter.Line(proxy is not null
                ? "A browser of its own shows it, whose proxy is the sandbox's: the list holds for the page too. Its end, or Ctrl+C, ends this."
                : "What it shows is the agent's, and your browser reaches the whole internet: type no password there. Ctrl+C ends it.");
            var carrying = listening.Zip(ports, (one, port) => one.CarryAsync(mux, port.Inside, (result, took) => Tell(port, result, took), time, end.Token)).ToList();
            if (proxy is not null)
            {
                carrying.Add(proxy.CarryAsync(mux, GuardPort, (_, _) => { }, time, end.Token));
                showing = new ProxiedBrowser(commands).RunAsync(browser!, ports[0].Address, proxy.Port, ports.Select(port => port.Outside), end.Token);
            }
            else if (options.Line.Flag(Option.Open))
            {
                await OpenAsync(ports[0].Address, cancellation);
            }

            var first = await Task.WhenAny([inside, .. carrying, .. showing is null ? Array.Empty<Task>() : [showing]]);
            cancellation.ThrowIfCancellationRequested();
            if (first == showing)
            {
                await showing;
                return;
            }

            throw first == inside ? await GoneAsync(inside) : new SandboxException("A port of this machine takes no connection any more.", options.CommandFor("Forward"));
        }
        finally
        {
            await end.CancelAsync();
            if (showing is not null)
                await showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its profile goes with it
            listening.ForEach(one => one.Dispose());
        }
    }

    private const int GuardPort = 3128;

    // The word by which the inside dials the guard as well, on its port.
    private static readonly string[] Guard = ["proxy"];

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
        return said.Error.Contains("expected [FILE]", StringComparison.Ordinal) || said.Error.Contains("expects ports", StringComparison.Ordinal) || said.ExitCode is 126 or 127
            ? new SandboxException($"Sandbox {options.Name} runs images of an older version, which know no Forward.", options.CommandFor("Up"))
            : new SandboxException($"The gate of sandbox {options.Name} does not carry anything any more: {SafeText.Of(said.Error.Trim())}", options.CommandFor("Status"));
    }

    private async Task OpenAsync(string address, CancellationToken cancellation) => await commands.TryAsync(
        OperatingSystem.IsWindows() ? new Command("explorer", address) : new Command(OperatingSystem.IsMacOS() ? "open" : "xdg-open", address), cancellation);
}
