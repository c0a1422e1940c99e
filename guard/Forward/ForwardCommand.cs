using System.Net;
using System.Net.Sockets;

namespace AiSandbox.Guard.Forward;

/// <summary>
/// The inside of Forward: run in the gate, which has the workspace's network and none of its files. Dials what the outside asks for,
/// on the workspace's own loopback and on the named ports alone, until its standard input ends.
/// </summary>
internal static class ForwardCommand
{
    // A dev server listens on one of them; which one `localhost` means, its runtime decides.
    private static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] words)
    {
        var ports = words.Select(word => ushort.TryParse(word, out var port) ? port : 0).ToHashSet();
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
            Dial = port => DialAsync(ports.Contains(port) ? port : 0),
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

    private static async Task<Socket?> DialAsync(int port)
    {
        foreach (var address in port is 0 ? [] : Loopback)
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
