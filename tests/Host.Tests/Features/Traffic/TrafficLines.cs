using AiSandbox.Host.Features.Traffic;
using AiSandbox.Policy;

namespace Host.Tests.Features.Traffic;

/// <summary>Lines of guard and proxy, with everything that is added up to be chosen.</summary>
internal static class TrafficLines
{
    public static readonly DateTimeOffset Begin = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    public static string Tunnel(string host, long sent = 100, long received = 1000, int ms = 50, double at = 0, int status = 200, string port = "443") =>
        $$"""{"time":{{Time(at)}},"client":"172.20.0.2","method":"CONNECT","host":"{{host}}","port":"{{port}}","status":{{status}},"result":"TCP_TUNNEL","in":{{sent}},"out":{{received}},"ms":{{ms}},"reason":"listed"}""";

    public static string Denied(string host, double at = 0, string reason = "name") =>
        $$"""{"time":{{Time(at)}},"client":"172.20.0.2","method":"CONNECT","host":"{{host}}","port":"443","status":403,"result":"TCP_DENIED","in":120,"out":3900,"ms":1,"reason":"{{reason}}"}""";

    public static string Guard(string name, string host = "-", string reason = "-", int status = 200, double at = 0) =>
        $$"""{"time":{{Time(at)}},"event":"{{name}}","id":7,"client":"172.20.0.2","method":"CONNECT","host":"{{host}}","port":"443","status":{{status}},"reason":"{{reason}}","in":77,"out":88,"ms":3}""";

    public static string Started(double at) =>
        $$"""{"time":{{Time(at)}},"event":"note","id":0,"client":"-","method":"-","host":"-","port":"-","status":0,"reason":"started","in":0,"out":0,"ms":0}""";

    public static TrafficTally Tally(params string[] lines) => Tally(null, lines);

    public static TrafficTally Tally(DateTimeOffset? since, params IEnumerable<string> lines)
    {
        var tally = new TrafficTally(new EntryNames(new ProxyLists(".github.com\npypi.org\n", "github.com\n", "")), since);
        foreach (var line in lines)
            tally.Add(line);

        return tally;
    }

    public static TrafficScope Scope(long? budget = null, DateTimeOffset? since = null) =>
        new("Sandbox box", since, budget, Begin.AddDays(1), TimeZoneInfo.Utc);

    private static string Time(double at) =>
        (Begin.ToUnixTimeMilliseconds() / 1000m + (decimal)at).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}
