namespace AiSandbox.Host.Services.Verification.Catalogue;

/// <summary>What a case shows.</summary>
public enum Outcome
{
    /// <summary>Something works that must work: the demo's other half, or the positive control of a denial.</summary>
    Allow,

    /// <summary>Something is refused. Nothing of it arrives at the internet.</summary>
    Deny,
}

/// <summary>Where the command of a case runs.</summary>
public enum Place
{
    /// <summary>In the workspace, as the agent would.</summary>
    Workspace,

    /// <summary>
    /// In the proxy's container, from its public side: a control of the way to the internet and its canaries.
    /// </summary>
    Proxy,

    /// <summary>
    /// In the simulated internet itself: a control of a canary that the proxy's image has no client for.
    /// </summary>
    Internet,
}

/// <summary>One case of the catalogue.</summary>
public sealed record VerificationCase
{
    /// <summary>Its name in every report: lower-case words and dashes, unique in the catalogue.</summary>
    public required string Id { get; init; }

    /// <summary>The family: the name of its file.</summary>
    public required string Family { get; init; }

    /// <summary>What is tried and what must come of it.</summary>
    public required string Title { get; init; }

    /// <summary>Why it matters, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>What it shows.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Where it runs.</summary>
    public required Place At { get; init; }

    /// <summary>The command, word by word, with placeholders.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>How long it may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>What the client must see: the first witness.</summary>
    public required ClientExpectation Expect { get; init; }

    /// <summary>
    /// The lines of the proxy's log, each at least once and no others: the second witness. Empty: none at all.
    /// </summary>
    public required IReadOnlyList<ProxyExpectation> Proxy { get; init; }

    /// <summary>
    /// What must arrive at the simulated internet, and nothing else: the third witness. Empty: nothing.
    /// </summary>
    public required IReadOnlyList<InternetExpectation> Internet { get; init; }

    /// <summary>The cases that show, in the same run, that a denial is not the silence of something dead.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>The case as it runs against the real internet; <see langword="null"/> where it does not.</summary>
    public VerificationCase? Live { get; init; }

    /// <summary>Where it stands: <c>demo.yaml:12</c>.</summary>
    public required string Source { get; init; }
}

/// <summary>What the client must see.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ClientExpectation(ExitExpectation Exit, TextExpectation Output, TextExpectation Error)
{
    /// <summary>It fails, however it says so.</summary>
    public static ClientExpectation Failure { get; } =
        new(new ExitExpectation([]), TextExpectation.Anything, TextExpectation.Anything);
}

/// <summary>The exit codes that are right.</summary>
/// <param name="Codes">One of these; empty: any but zero.</param>
public sealed record ExitExpectation(IReadOnlyList<int> Codes)
{
    /// <summary>Whether a code is right.</summary>
    public bool Accepts(int code) => Codes.Count == 0 ? code != 0 : Codes.Contains(code);

    /// <inheritdoc/>
    public override string ToString() =>
        Codes.Count == 0 ? "exit code other than 0" : $"exit code {string.Join(" or ", Codes)}";
}

/// <summary>What a text must and must not hold.</summary>
/// <param name="Contains">Each of these, in any case.</param>
/// <param name="Matches">A match of each of these regular expressions.</param>
/// <param name="Lacks">None of these, in any case.</param>
public sealed record TextExpectation(
    IReadOnlyList<string> Contains,
    IReadOnlyList<string> Matches,
    IReadOnlyList<string> Lacks)
{
    /// <summary>Anything is right.</summary>
    public static TextExpectation Anything { get; } = new([], [], []);
}

/// <summary>What the proxy did with a request.</summary>
public enum ProxyDecision
{
    /// <summary>It opened the tunnel, or tried to.</summary>
    Allow,

    /// <summary>It refused.</summary>
    Deny,

    /// <summary>A connection was made and no request was read.</summary>
    Empty,
}

/// <summary>One expected line of the proxy's log; what is <see langword="null"/> may be anything.</summary>
/// <param name="Decision">What the proxy did.</param>
/// <param name="Host">The host that was asked for.</param>
/// <param name="Port">The port that was asked for.</param>
/// <param name="Reason">The rule that decided.</param>
/// <param name="Status">The status that the client got.</param>
public sealed record ProxyExpectation(ProxyDecision Decision, string? Host, int? Port, string? Reason, int? Status)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[]
    {
        Decision.ToString().ToUpperInvariant(),
        Host is null && Port is null ? null : $"{Host ?? "*"}:{Port?.ToString() ?? "*"}",
        Reason is null ? null : $"reason {Reason}",
        Status is null ? null : $"status {Status}",
    }.OfType<string>());
}

/// <summary>
/// One kind of expected arrival at the simulated internet; what is <see langword="null"/> may be anything.
/// </summary>
/// <param name="Service">The service: https, ssh, dns, tcp …</param>
/// <param name="Name">The name that was asked for.</param>
/// <param name="Port">The port.</param>
/// <param name="Transport">udp or tcp, of a DNS question.</param>
/// <param name="Optional">Whether it may stay away: a name that the proxy still knows is not asked for again.</param>
public sealed record InternetExpectation(string Service, string? Name, int? Port, string? Transport, bool Optional)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[]
    {
        Service, Name, Port is null ? null : $"port {Port}", Transport is null ? null : $"over {Transport}",
    }.OfType<string>());
}
