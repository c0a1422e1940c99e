using System.Globalization;
using AiSandbox.Guard.Keys;

namespace AiSandbox.Gateway;

/// <summary>
/// What was asked and what became of it, a line each, without a word of what was said; the engine keeps them and bounds their size.
/// Refusals stop at some a minute, so that they push nothing else out.
/// </summary>
internal sealed class GatewayLog(TextWriter writer, TimeProvider time)
{
    private const int RefusalsAMinute = 60;

    private readonly Lock _writing = new();
    private readonly MinuteLimit _refusals = new(RefusalsAMinute, time);

    /// <summary>Notes a request that a vendor has answered.</summary>
    public void Done(string vendor, string method, string path, int status, long tokens) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"asked {vendor} {method} {path} {status} {tokens}"));

    /// <summary>Notes a request or an answer that went no further.</summary>
    public void Refused(string vendor, string reason)
    {
        if (_refusals.TryTake())
            Write($"refused {vendor} {reason}");
    }

    /// <summary>Notes what is not about one request.</summary>
    public void Note(string what) => Write($"note {what}");

    private void Write(string text)
    {
        lock (_writing)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {text}"));
            writer.Flush();
        }
    }
}
