using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiSandbox.Policy.Decisions;

/// <summary>
/// Reads the lines of both logs: JSON objects, see <c>logformat</c> in templates/squid.conf.sbn, and the guard's.
/// </summary>
public static class ProxyEventParser
{
    // DateTimeOffset ends with the year 9999.
    private const decimal LastSecond = 253_402_300_799;
    private const long MostMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    private static readonly JsonSerializerOptions Strict = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true };

    /// <summary>Reads a line.</summary>
    /// <returns>
    /// The event, or <see langword="null"/> where the line is none: cut off, or no object with a time and a status.
    /// </returns>
    public static ProxyEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Fields>(line, Strict) is { Time: >= 0 and <= LastSecond, Status: >= 0 and < 1000 } read
                ? new ProxyEvent(
                    DateTimeOffset.UnixEpoch.AddTicks((long)(read.Time * TimeSpan.TicksPerSecond)),
                    read.Client, read.Method, read.Host, read.Port, (int)read.Status, read.Result, Math.Max(0, read.In), Math.Max(0, read.Out),
                    TimeSpan.FromTicks(Math.Clamp(read.Ms, 0, MostMilliseconds) * TimeSpan.TicksPerMillisecond), read.Reason, read.Event)
                : null;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException is thrown at half of a surrogate pair, \ud800
        }
    }

    private sealed class Fields
    {
        [JsonRequired]
        public decimal Time { get; init; }

        [JsonRequired]
        public long Status { get; init; }

        public long In { get; init; }

        public long Out { get; init; }

        public long Ms { get; init; }

        public string Client { get; init; } = "";

        public string Method { get; init; } = "";

        public string Host { get; init; } = "";

        public string Port { get; init; } = "";

        public string Result { get; init; } = "";

        public string Reason { get; init; } = "";

        public string Event { get; init; } = "";
    }
}
