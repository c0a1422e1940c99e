namespace AiSandbox.Policy.Decisions;

/// <summary>One line of the gate's, the guard's or the proxy's log: a request, logged when it was over, or a name that was looked up.</summary>
/// <param name="Time">When it ended.</param>
/// <param name="Client">The address that asked.</param>
/// <param name="Method">The method; CONNECT for everything that can pass.</param>
/// <param name="Host">The host that was asked for, percent-encoded where it has bytes that no host name has.</param>
/// <param name="Port">The port, as the proxy wrote it.</param>
/// <param name="Status">The status that the client got; 0 for none.</param>
/// <param name="Result">Squid's result code
/// (https://wiki.squid-cache.org/SquidFaq/SquidLogs#squid-result-codes).</param>
/// <param name="BytesSent">What the client sent, in bytes: the request and all that went through the tunnel.</param>
/// <param name="BytesReceived">What the client received, in bytes.</param>
/// <param name="Duration">From the request to its end; a tunnel's life.</param>
/// <param name="Reason">Why it was decided so: one of <see cref="Reasons"/>, or what a newer proxy writes.</param>
/// <param name="Event">
/// What the guard did: refuse, cut, open, close, answer, empty or note; of the gate, lookup where it does not know a name, or gate.
/// Empty where the line is the proxy's.
/// </param>
public sealed record ProxyEvent(
    DateTimeOffset Time,
    string Client,
    string Method,
    string Host,
    string Port,
    int Status,
    string Result,
    long BytesSent,
    long BytesReceived,
    TimeSpan Duration,
    string Reason,
    string Event = "")
{
    /// <summary>Whether the guard wrote it, or it is a note of the gate's.</summary>
    public bool IsGuard => Event.Length > 0 && !IsLookup;

    /// <summary>Whether the gate told a program that there is no such name.</summary>
    public bool IsLookup => Event is "lookup";

    /// <summary>
    /// The port that an entry for it would name. Who looks a name up has not said which it will dial: most want HTTPS, and one that
    /// wants SSH is told so by the refusal that comes then.
    /// </summary>
    public string WantedPort => IsLookup ? "443" : Port;

    /// <summary>Host and port, as far as both were said.</summary>
    public string Target => IsLookup ? Host : $"{Host}:{Port}";

    /// <summary>Whether the guard closed a tunnel that somebody still used.</summary>
    public bool IsCut => Event is "cut" && !IsGoodbye;

    /// <summary>Whether the guard closed a tunnel that was over: neither a request nor a refusal.</summary>
    public bool IsGoodbye => Event is "cut" && Reasons.IsGoodbye(Reason);

    /// <summary>Whether the policy refused it, or the guard cut it.</summary>
    public bool IsDenied => !IsAllowed && !IsGoodbye;

    /// <summary>
    /// Whether the policy let it pass, also where the host could not be reached then. Doubt counts as a refusal.
    /// </summary>
    public bool IsAllowed => Reason == Reasons.Listed && !Result.Contains("DENIED", StringComparison.Ordinal);

    /// <summary>Whether the policy let it pass, and then there was no way to the host, or the client did not wait for one.</summary>
    public bool IsUnreached => IsAllowed && Status != 200;

    /// <summary>Whether it was refused for the address that the name leads to.</summary>
    public bool IsForAddress => Reason is Reasons.Address or Reasons.AddressNever or Reasons.AddressIpv6;

    /// <summary>
    /// Whether it tells of no request of the workspace, or of one that another line tells more of: the proxy's own
    /// health check, the name that Up asks for to see it refused, a connection that was closed before it asked for
    /// anything, the beginning and the regular end of a tunnel in the guard.
    /// </summary>
    public bool IsNoise => (IsGuard && Event is not ("refuse" or "cut"))
        || Client is "127.0.0.1" or "::1"
        || (Status == 0 && Method is "" or "-" && Host is "" or "-")
        || (Host.StartsWith("self-check-", StringComparison.Ordinal)
            && Host.EndsWith(".invalid", StringComparison.Ordinal));
}
