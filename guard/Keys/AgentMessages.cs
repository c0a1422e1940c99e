namespace AiSandbox.Guard.Keys;

/// <summary>The types of messages that are needed here (SSH Agent Protocol, https://datatracker.ietf.org/doc/draft-ietf-sshm-ssh-agent/).</summary>
internal static class AgentMessages
{
    public const byte Failure = 5;
    public const byte Success = 6;
    public const byte List = 11;
    public const byte Listed = 12;
    public const byte Sign = 13;
    public const byte Signed = 14;
    public const byte Extension = 27;

    /// <summary>Ties a connection to a host: OpenSSH's client sends it before a login, with the host's own signature.</summary>
    public static ReadOnlySpan<byte> SessionBind => "session-bind@openssh.com"u8;

    /// <summary>Asks which extensions there are.</summary>
    public static ReadOnlySpan<byte> Query => "query"u8;
}
