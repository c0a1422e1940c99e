namespace AiSandbox.Guard.Protocol;

/// <summary>What the first bytes of a side are.</summary>
public enum BannerVerdict
{
    /// <summary>Not decided yet.</summary>
    NeedMore,

    /// <summary>SSH 2.</summary>
    Accepted,

    /// <summary>Something else.</summary>
    Refused,
}

/// <summary>How either side of an SSH connection starts.</summary>
public static class SshBanner
{
    private static ReadOnlySpan<byte> Start => "SSH-2.0-"u8;

    /// <summary>Looks at the first bytes of a side. The first wrong byte decides.</summary>
    /// <param name="received">All bytes that were received so far.</param>
    public static BannerVerdict Check(ReadOnlySpan<byte> received)
    {
        if (received.StartsWith(Start))
            return BannerVerdict.Accepted;
        return Start.StartsWith(received) ? BannerVerdict.NeedMore : BannerVerdict.Refused;
    }
}
