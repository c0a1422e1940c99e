using System.Globalization;
using AiSandbox.Host.Platform.Text;
using AiSandbox.Policy;
using AiSandbox.Policy.Decisions;

namespace AiSandbox.Host.Engines.Logs;

/// <summary>
/// Turns a line of the proxy's log into one that people read. Nothing that a client sent can drive the terminal.
/// </summary>
/// <param name="time">The clock and zone: events of another day carry their date.</param>
/// <param name="colour">Whether the verdict is coloured, by SGR sequences (ECMA-48, 8.3.117).</param>
public sealed class ProxyLogFormatter(TimeProvider time, bool colour)
{
    private const string Green = "32";
    private const string Red = "31";
    private const string Yellow = "33";

    /// <summary>
    /// Time, verdict, host and port, the reason in words; of a tunnel also the bytes that the workspace sent (↑) and
    /// received (↓), and how long it lived.
    /// </summary>
    public string Format(ProxyLogLine line)
    {
        if (line.Event is not { } request)
            return $"{Paint("unreadable", Yellow)}: {SafeText.Of(line.Text)}";

        var verdict = request switch
        {
            { IsUnreached: true } => Paint("ALLOW", Yellow),
            { IsAllowed: true } => Paint("ALLOW", Green),
            { IsGoodbye: true } => "END  ",
            { IsCut: true } => Paint("CUT  ", Red),
            _ => Paint("DENY ", Red),
        };
        return $"{When(request.Time)} {verdict} {Target(request)}  {Reasons.InWords(request)}{Traffic(request)}";
    }

    private static string Traffic(ProxyEvent request) => request is { IsAllowed: true, Status: 200 }
        ? $"  ↑{Quantity.Size(request.BytesSent)} ↓{Quantity.Size(request.BytesReceived)}"
            + $" {Quantity.Duration(request.Duration)}"
        : "";

    private static string Target(ProxyEvent request) => request.IsLookup
        ? SafeText.Ascii(request.Host, 200)
        : $"{SafeText.Ascii(request.Host, 200)}:{SafeText.Ascii(request.Port, 5)}";

    private string When(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
        var format = local.Date == time.GetLocalNow().Date ? "HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss.fff";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    private string Paint(string text, string sgr) => colour ? $"\e[{sgr}m{text}\e[0m" : text;
}
