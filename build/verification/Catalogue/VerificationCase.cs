namespace AiSandbox.Verification.Catalogue;

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

    /// <summary>
    /// In the workspace of a second sandbox with a list of its own, which stands beside the first for the whole run.
    /// </summary>
    Neighbour,
}

/// <summary>What is done to a container while a case runs, and undone behind it.</summary>
public enum Disturbance
{
    /// <summary>It is killed.</summary>
    Kill,

    /// <summary>It is frozen: its sockets are there and nobody answers.</summary>
    Pause,

    /// <summary>It is restarted, and the case begins at once.</summary>
    Restart,
}

/// <summary>A fault that a case lives through.</summary>
/// <param name="Service">The service whose container it strikes.</param>
/// <param name="Do">What happens to it.</param>
public sealed record Fault(string Service, Disturbance Do);

/// <summary>One case of the catalogue.</summary>
public sealed record VerificationCase
{
    /// <summary>Its name in every report: lower-case words and dashes, unique in the catalogue.</summary>
    public required string Id { get; init; }

    /// <summary>The family: the name of its file, with "own: " before it where a user wrote it.</summary>
    public required string Family { get; init; }

    /// <summary>What is tried and what must come of it.</summary>
    public required string Title { get; init; }

    /// <summary>Why it matters, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Where more is said of it: a CVE, a standard, a page of a vendor. Empty where nothing is.</summary>
    public string Reference { get; init; } = "";

    /// <summary>What it shows.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Where it runs.</summary>
    public required Place At { get; init; }

    /// <summary>The command, word by word, with placeholders.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>Whether no other case may run beside it, because it disturbs others or is disturbed by them.</summary>
    public bool Alone { get; init; }

    /// <summary>What happens to a container while it runs; mostly nothing.</summary>
    public Fault? Fault { get; init; }

    /// <summary>
    /// The list that the running proxy is told to take over before it runs, as allowed-443 and allowed-22 hold it;
    /// <see langword="null"/> where it runs with the list of the run. Undone behind it.
    /// </summary>
    public IReadOnlyList<string>? List { get; init; }

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

    /// <summary>It opened the tunnel and closed it again for what was in it.</summary>
    Cut,
}

/// <summary>One expected line of the proxy's log; what is <see langword="null"/> may be anything.</summary>
/// <param name="Decision">What the proxy did.</param>
/// <param name="Host">The host that was asked for.</param>
/// <param name="Port">The port that was asked for.</param>
/// <param name="Reason">The rule that decided.</param>
/// <param name="Status">The status that the client got.</param>
/// <param name="By">Whose log it stands in: guard or proxy.</param>
public sealed record ProxyExpectation(
    ProxyDecision Decision, string? Host, int? Port, string? Reason, int? Status, string? By = null)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[]
    {
        Decision.ToString().ToUpperInvariant(),
        Host is null && Port is null ? null : $"{Host ?? "*"}:{Port?.ToString() ?? "*"}",
        Reason is null ? null : $"reason {Reason}",
        Status is null ? null : $"status {Status}",
        By is null ? null : $"by {By}",
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
/// <param name="Empty">
/// Whether it is a connection that carries no byte: what a tunnel leaves at its far end that is cut before its first.
/// </param>
public sealed record InternetExpectation(
    string Service, string? Name, int? Port, string? Transport, bool Optional, bool Empty = false)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[]
    {
        Service, Name, Port is null ? null : $"port {Port}", Transport is null ? null : $"over {Transport}",
        Empty ? "without a byte" : null,
    }.OfType<string>());
}
