using System.Globalization;

namespace AiSandbox.Host.Platform.Text;

/// <summary>Sizes and durations as people read them.</summary>
public static class Quantity
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A size with a unit, by powers of a thousand and three digits: 999 B, 1.23 kB, 45.6 MB.</summary>
    /// <param name="bytes">Octets, not negative.</param>
    public static string Size(long bytes)
    {
        if (bytes < 1000)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");

        var value = (decimal)bytes;
        var unit = 0;
        while (Places(value) is var places && decimal.Round(value, places, MidpointRounding.AwayFromZero) >= 1000)
        {
            value /= 1000;
            unit++;
        }

        return $"{Round(value)} {Units[unit]}";
    }

    /// <summary>
    /// A duration in the two largest units that matter: 12 ms, 1.23 s, 3 min 20 s, 2 h 5 min, 1 d 4 h.
    /// </summary>
    public static string Duration(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMilliseconds} ms"),
        < 60_000 => $"{Truncated(time)} s",
        < 3_600_000 => $"{time.Minutes} min {time.Seconds} s",
        < 86_400_000 => $"{time.Hours} h {time.Minutes} min",
        _ => $"{time.Days} d {time.Hours} h",
    };

    private static string Truncated(TimeSpan time)
    {
        var unit = time.TotalSeconds < 10 ? TimeSpan.TicksPerMillisecond * 10 : TimeSpan.TicksPerMillisecond * 100;
        return Digits(time.Ticks / unit * unit / (decimal)TimeSpan.TicksPerSecond);
    }

    private static int Places(decimal value) => value < 10 ? 2 : value < 100 ? 1 : 0;

    private static string Round(decimal value) =>
        Digits(decimal.Round(value, Places(value), MidpointRounding.AwayFromZero));

    private static string Digits(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
