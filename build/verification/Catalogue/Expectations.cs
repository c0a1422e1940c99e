using System.ComponentModel.DataAnnotations;
using YamlDotNet.Serialization;

namespace AiSandbox.Verification.Catalogue;

/// <summary>What the client must see.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ClientExpectation(
    [property: Required] ExitExpectation Exit,
    [property: YamlMember(Alias = "stdout")] TextExpectation Output,
    [property: YamlMember(Alias = "stderr")] TextExpectation Error)
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
    [property: Pattern] IReadOnlyList<string> Matches,
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
/// <param name="By">Whose log it stands in: gate, guard or proxy.</param>
public sealed record ProxyExpectation(
    [property: Required] ProxyDecision Decision, string? Host = null, int? Port = null, string? Reason = null, int? Status = null, string? By = null)
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
    [property: Required] string Service, string? Name = null, int? Port = null, string? Transport = null, bool Optional = false, bool Empty = false)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[]
    {
        Service, Name, Port is null ? null : $"port {Port}", Transport is null ? null : $"over {Transport}",
        Empty ? "without a byte" : null,
    }.OfType<string>());
}
