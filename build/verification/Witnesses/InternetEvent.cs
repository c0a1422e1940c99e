using System.Text.Json;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification.Witnesses;

/// <summary>Something that arrived at the simulated internet.</summary>
/// <param name="Service">The service: https, ssh, dns, tcp …</param>
/// <param name="Port">The port.</param>
/// <param name="Source">The address it came from.</param>
/// <param name="Event">open, request or datagram.</param>
/// <param name="Name">The name that was asked for, where it was said.</param>
/// <param name="Transport">udp or tcp, of a DNS question.</param>
public sealed record InternetEvent(
    string Service, int Port, string Source, string Event, string? Name = null, string? Transport = null)
{
    // What is named must be there and must not be null.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads lines of the log.</summary>
    /// <exception cref="JsonException">A line is none: what cannot be read is no witness.</exception>
    public static IReadOnlyList<InternetEvent> Parse(IEnumerable<string> lines) =>
        [.. lines.Select(line =>
            JsonSerializer.Deserialize<InternetEvent>(line, Strict) ?? throw new JsonException("null"))];

    /// <summary>
    /// Whether it is of the kind expected. A connection that has not said its name yet belongs to its service.
    /// </summary>
    public bool Fits(InternetExpectation expected) =>
        string.Equals(expected.Service, Service, StringComparison.Ordinal)
        && (expected.Port is null || expected.Port == Port)
        && (IsOpening || !expected.Empty)
        && (IsOpening || (Allows(expected.Name, Name) && Allows(expected.Transport, Transport)));

    /// <summary>Whether a case expects it.</summary>
    public bool IsExpectedBy(VerificationCase test) => test.Internet.Any(Fits);

    /// <summary>
    /// Whether it fulfils what was expected: a connection alone does not where a name was to be asked for.
    /// </summary>
    public bool Fulfils(InternetExpectation expected) =>
        Fits(expected) && (!IsOpening || expected is { Name: null, Transport: null });

    private bool IsOpening => Event is "open" or "empty";

    private static bool Allows(string? expected, string? seen) =>
        expected is null || string.Equals(expected, seen, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Service} {Event} {Name ?? "-"} port {Port}{(Transport is null ? "" : $" over {Transport}")} from {Source}";
}
