using System.Globalization;
using AiSandbox.Host.Platform.Text;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>Points in time for people, in a zone.</summary>
internal static class Moment
{
    /// <summary>Day and time to the second.</summary>
    public static string Long(DateTimeOffset time, TimeZoneInfo zone) => Format(time, zone, "yyyy-MM-dd HH:mm:ss");

    /// <summary>As much as tells stretches of a length apart: the day where one is a day or longer.</summary>
    public static string Short(DateTimeOffset time, TimeZoneInfo zone, TimeSpan length) =>
        Format(time, zone, length.TotalDays >= 1 ? "yyyy-MM-dd" : length.TotalHours >= 1 ? "MM-dd HH:mm" : length.TotalMinutes >= 1 ? "HH:mm" : "HH:mm:ss");

    /// <summary>A round length of time: 3 min, where a measured one would be 3 min 0 s.</summary>
    public static string Length(TimeSpan length)
    {
        var words = Quantity.Duration(length);
        var nothing = words.LastIndexOf(" 0 ", StringComparison.Ordinal);
        return nothing > 0 ? words[..nothing] : words;
    }

    // The last days of the year 9999 have no time in a zone east of Greenwich.
    private static string Format(DateTimeOffset time, TimeZoneInfo zone, string format) =>
        (time.Year >= 9999 ? time : TimeZoneInfo.ConvertTime(time, zone)).ToString(format, CultureInfo.InvariantCulture);
}
