using System.Globalization;
using System.Text;

namespace AiSandbox.Host.Services.Logs;

/// <summary>Shows an event of the proxy as one readable line.</summary>
public static class ProxyLogFormat
{
    private const int LongestHost = 200;

    /// <summary>The line: time, verdict, host:port, reason, bytes, duration.</summary>
    public static string Line(ProxyLogLine seen)
    {
        var verdict = seen.Allowed ? "ALLOW" : "DENY ";
        var traffic = seen.Allowed && seen.Status == 200 ? $"  ↑{Size(seen.In)} ↓{Size(seen.Out)} {Duration(seen.Ms)}" : "";
        return $"{seen.When.ToLocalTime():HH:mm:ss.fff} {verdict} {Harmless(seen.Host)}:{Harmless(seen.Port)}  {Reason(seen)}{traffic}";
    }

    /// <summary>A text from the log that cannot drive the terminal: anything but printable ASCII is shown as a code.</summary>
    public static string Harmless(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Take(LongestHost))
            shown.Append(c is >= ' ' and <= '~' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
        return shown.Append(text.Length > LongestHost ? "…" : "").ToString();
    }

    private static string Reason(ProxyLogLine seen) => seen.Reason switch
    {
        "listed" when seen.Status == 200 => "listed",
        "listed" => $"listed, but the site could not be reached ({seen.Status})",
        "name" => "not in allowed-sites.txt",
        "port" => "only ports 443 and 22 can be opened",
        "method" => $"{Harmless(seen.Method)} is refused: only CONNECT passes, which is HTTPS and SSH",
        "address" => "its address is private or special; the entry's option `private` allows the first",
        _ => $"the request could not be read ({seen.Status})",
    };

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024 / 1024:0.0} GiB"),
    };

    private static string Duration(long milliseconds) => milliseconds < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms")
        : TimeSpan.FromMilliseconds(milliseconds) is var span && span.TotalMinutes < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}");
}
