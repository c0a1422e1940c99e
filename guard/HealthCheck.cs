using System.Net;
using System.Net.Sockets;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Guard;

/// <summary>Asks a running guard for something that it has to refuse.</summary>
public static class HealthCheck
{
    private const int TimeLimit = 3000;

    /// <summary>Asks.</summary>
    /// <param name="configuration">The guard's configuration file.</param>
    /// <returns>The exit code: 0 when it refused, 1 otherwise.</returns>
    public static int Run(string configuration)
    {
        try
        {
            var port = GuardOptionsFile.ListenAddress(GuardOptionsFile.Read(configuration)).Port;
            return Refuses(port) ? 0 : 1;
        }
        catch (Exception exception) when (exception is ConfigurationException or SocketException)
        {
            Console.Error.WriteLine($"guard: {exception.Message}");
            return 1;
        }
    }

    private static bool Refuses(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            SendTimeout = TimeLimit,
            ReceiveTimeout = TimeLimit,
        };
        socket.Connect(IPAddress.Loopback, port);
        socket.Send("GET http://health.invalid/ HTTP/1.1\r\nHost: health.invalid\r\n\r\n"u8);

        var expected = "HTTP/1.1 403 "u8;
        Span<byte> answer = stackalloc byte[1024];
        var filled = 0;
        while (filled < expected.Length && socket.Receive(answer[filled..]) is var count and > 0)
            filled += count;
        return answer[..filled].StartsWith(expected);
    }
}
