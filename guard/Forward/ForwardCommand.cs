using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Gate;

namespace AiSandbox.Guard.Forward;

/// <summary>
/// The inside of Forward: run in the gate, which has the workspace's network and none of its files. Dials what the outside asks for,
/// on the workspace's own loopback and on the named ports alone, and the guard where it is named, until its standard input ends.
/// </summary>
internal static class ForwardCommand
{
    // A dev server listens on one of them; which one `localhost` means, its runtime decides.
    private static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private static readonly GateOptions Gate = GateOptions.Of("/");

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] words)
    {
        // By whom a browser of this machine's asks for what a page wants: the list then holds for the page too.
        var guard = words.Contains(EngineAddress.Guard) ? new EngineAddress(EngineAddress.Guard, Gate.EngineNames, TimeProvider.System) : null;
        var ports = words.Where(word => word is not EngineAddress.Guard).Select(word => ushort.TryParse(word, out var port) ? port : 0).ToHashSet();
        if (ports.Count == 0 || ports.Contains(0))
        {
            Console.Error.WriteLine("guard: --forward expects ports");
            return 1;
        }

        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        var mux = new Mux(bytes =>
        {
            output.Write(bytes);
            output.Flush();
        })
        {
            Dial = async port => guard is not null && port == Gate.GuardPort
                ? await guard.FindAsync() is { } address ? await DialAsync([address], port) : null
                : await DialAsync(ports.Contains(port) ? Loopback : [], port),
        };
        var reader = new FrameReader(mux.Take);
        mux.Send(new Frame(FrameKind.Ready, 0, default));
        var buffer = new byte[Frame.Most];
        try
        {
            while (await input.ReadAsync(buffer) is > 0 and var count)
                reader.Add(buffer.AsSpan(0, count));
            return 0;
        }
        catch (InvalidDataException broken)
        {
            Console.Error.WriteLine($"guard: the stream of Forward cannot be read: {broken.Message}");
            return 1;
        }
    }

    private static async Task<Socket?> DialAsync(IPAddress[] addresses, int port)
    {
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }
}
