using AiSandbox.Guard.Logging;
using AiSandbox.Guard.Protocol;

namespace AiSandbox.Guard.Relay;

/// <summary>
/// Looks at the first bytes of a side, and leaves them unread: they go on as they are, or not at all.
/// </summary>
public static class TunnelChecks
{
    /// <summary>Waits for a TLS hello to a host.</summary>
    /// <param name="client">The client's side.</param>
    /// <param name="host">The host that was asked for.</param>
    /// <param name="allowEncrypted">Whether a hello may have an encrypted one inside.</param>
    /// <returns>Null when it is one, else the reason to end the tunnel.</returns>
    public static async Task<string?> HelloAsync(SocketBuffer client, string host, bool allowEncrypted)
    {
        var reader = new HelloReader(host, allowEncrypted);
        while (true)
        {
            var verdict = reader.Read(client.Unread.Span);
            if (verdict != HelloVerdict.NeedMore)
                return ReasonOf(verdict);
            if (client.IsFull && !client.TryGrow())
                return Reasons.HelloSize;
            if (await client.ReceiveAsync() == 0)
                return Reasons.ClientGone;
        }
    }

    /// <summary>Waits for the start of SSH.</summary>
    /// <param name="side">A side.</param>
    /// <param name="reason">The reason when it is something else.</param>
    /// <returns>Null when it is SSH, or the side ended before it said what it is; else the reason.</returns>
    public static async Task<string?> SshAsync(SocketBuffer side, string reason)
    {
        while (true)
        {
            var verdict = SshBanner.Check(side.Unread.Span);
            if (verdict != BannerVerdict.NeedMore)
                return verdict == BannerVerdict.Accepted ? null : reason;
            if (await side.ReceiveAsync() == 0)
            {
                // What has come is no banner, so it stays here.
                side.Consume(side.Unread.Length);
                return null;
            }
        }
    }

    private static string? ReasonOf(HelloVerdict verdict) => verdict switch
    {
        HelloVerdict.Accepted => null,
        HelloVerdict.NotTls => Reasons.NotTls,
        HelloVerdict.TooLarge => Reasons.HelloSize,
        HelloVerdict.NameMissing => Reasons.SniMissing,
        HelloVerdict.NameOther => Reasons.SniOther,
        HelloVerdict.NameSeveral => Reasons.SniSeveral,
        HelloVerdict.Encrypted => Reasons.Ech,
        _ => Reasons.HelloMalformed,
    };
}
