using System.Text;
using System.Text.Json;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Gate;

/// <summary>
/// A refusal in the words of what the client speaks: it asked no proxy, so it reads no status. TLS has an alert without a
/// text, SSH a message that programs show.
/// </summary>
internal static class InBandRefusal
{
    private const int MaximumText = 500;
    private const int Block = 8; // an SSH packet before keys are agreed on is a multiple of it (RFC 4253, 6)
    private const int LeastPadding = 4;
    private const string NoReason = "The sandbox does not let this connection through.";

    // A fatal alert, 49: access denied.
    private static readonly byte[] Alert = [21, 3, 3, 0, 2, 2, 49];

    /// <summary>What the client is sent.</summary>
    /// <param name="port">The port that it dialled.</param>
    /// <param name="body">The proxy's answer, which says why in JSON.</param>
    public static byte[] Of(string port, ReadOnlySpan<byte> body) => port == PortText.Ssh ? Disconnect(Text(body)) : Alert;

    private static string Text(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var answer = JsonElement.ParseValue(ref reader);
            var text = $"{answer.GetProperty("message").GetString()} {answer.GetProperty("ask").GetString()}";
            return text.Length <= MaximumText && text.All(character => character is >= ' ' and <= '~') ? text : NoReason;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return NoReason;
        }
    }

    // The version, and SSH_MSG_DISCONNECT (RFC 4253, 11.1): host not allowed to connect.
    private static byte[] Disconnect(string text)
    {
        var words = Encoding.ASCII.GetBytes(text);
        byte[] payload = [1, .. Number(1), .. Number(words.Length), .. words, .. Number(0)];
        var padding = LeastPadding + ((Block - ((5 + payload.Length + LeastPadding) % Block)) % Block);
        return
        [
            .. "SSH-2.0-sandbox\r\n"u8, .. Number(1 + payload.Length + padding), (byte)padding, .. payload, .. new byte[padding],
        ];
    }

    private static byte[] Number(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
