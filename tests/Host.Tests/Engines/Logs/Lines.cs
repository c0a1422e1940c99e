using AiSandbox.Host.Engines.Logs;

namespace Host.Tests.Engines.Logs;

/// <summary>Lines as the proxy writes them.</summary>
internal static class Lines
{
    public static readonly DateTimeOffset Time = new(2026, 11, 24, 10, 0, 0, 500, TimeSpan.Zero);

    public static string Of(
        string method = "CONNECT", string host = "github.com", string port = "443", int status = 200, string reason = "listed",
        string client = "172.20.0.2", string result = "X", DateTimeOffset? time = null) =>
        $$"""{"time":{{(time ?? Time).ToUnixTimeSeconds()}}.500,"client":"{{client}}","method":"{{method}}","host":"{{host}}","port":"{{port}}","status":{{status}},"result":"{{result}}","in":1946,"out":2831156,"ms":3665000,"reason":"{{reason}}"}""";

    public static string Denied(string host = "gitlab.com", DateTimeOffset? time = null) =>
        Of(host: host, status: 403, reason: "name", result: "TCP_DENIED", time: time);

    /// <summary>As the gate writes a name that it does not know.</summary>
    public static string LookedUp(string host = "gitlab.com") =>
        $$"""{"time":{{Time.ToUnixTimeSeconds()}}.500,"event":"lookup","id":0,"client":"-","method":"-","host":"{{host}}","port":"-","status":0,"reason":"name","in":0,"out":0,"ms":0}""";

    /// <summary>A clock that stands a few hours after <see cref="Time"/>, two hours east of Greenwich.</summary>
    internal sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two");

        public override DateTimeOffset GetUtcNow() => now;
    }

    internal sealed class Source(params string[] lines) : IProxyLogSource
    {
        public bool? Followed { get; private set; }

        public async IAsyncEnumerable<string> ReadAsync(bool follow, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            Followed = follow;
            foreach (var line in lines)
            {
                await Task.Yield();
                yield return line;
            }
        }
    }
}
