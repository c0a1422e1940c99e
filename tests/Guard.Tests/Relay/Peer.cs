using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Guard.Tests.Relay;

/// <summary>One end of a connection, for tests. Nothing waits longer than a test should.</summary>
internal sealed class Peer(Socket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public Socket Socket => socket;

    public Action<byte[]>? OnReceived { get; set; }

    /// <summary>Connects as a workspace does: not from the address of health checks.</summary>
    public static async Task<Peer> ConnectAsync(IPEndPoint guard, string from = "127.0.0.2")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, guard.Port);
        return new Peer(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        using var time = new CancellationTokenSource(Patience);
        await socket.SendAsync(bytes, SocketFlags.None, time.Token);
    }

    /// <summary>Some bytes; none at the other side's end.</summary>
    public async Task<byte[]> ReceiveAsync(int maximum = 64 * 1024)
    {
        using var time = new CancellationTokenSource(Patience);
        var buffer = new byte[maximum];
        var count = await socket.ReceiveAsync(buffer, SocketFlags.None, time.Token);
        OnReceived?.Invoke(buffer[..count]);
        return buffer[..count];
    }

    /// <summary>So many bytes, or those until the end.</summary>
    public async Task<string> ReceiveTextAsync(int length)
    {
        var text = "";
        while (text.Length < length && await ReceiveAsync(length - text.Length) is { Length: > 0 } bytes)
            text += Encoding.Latin1.GetString(bytes);
        return text;
    }

    /// <summary>Everything until the other side ends or resets.</summary>
    public async Task<string> ReceiveToEndAsync()
    {
        var text = new StringBuilder();
        try
        {
            while (await ReceiveAsync() is { Length: > 0 } bytes)
                text.Append(Encoding.Latin1.GetString(bytes));
        }
        catch (SocketException)
        {
            // A reset is an end.
        }

        return text.ToString();
    }

    /// <summary>Whether the other side reset the connection.</summary>
    public async Task<bool> IsResetAsync()
    {
        try
        {
            while (await ReceiveAsync() is { Length: > 0 })
                continue;
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionReset;
        }
    }

    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();
}
