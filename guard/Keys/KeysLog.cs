using System.Globalization;

namespace AiSandbox.Guard.Keys;

/// <summary>
/// What was signed, and what was refused, a line each; the engine keeps them and bounds their size. A signature that cannot be
/// written down is not handed out. Refusals stop at some a minute, so that they push no signature out.
/// </summary>
internal sealed class KeysLog(TextWriter writer, TimeProvider time)
{
    private const int RefusalsAMinute = 60;

    private readonly Lock _writing = new();
    private readonly MinuteLimit _refusals = new(RefusalsAMinute, time);

    public void Signed(string what) => Write($"signed {what}");

    public void Refused(string what)
    {
        if (_refusals.TryTake())
            Write($"refused {what}");
    }

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
