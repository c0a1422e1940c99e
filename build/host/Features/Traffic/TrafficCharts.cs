using System.Globalization;
using AiSandbox.Host.Platform.Text;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>A bar of a picture over time.</summary>
/// <param name="Left">Where it begins, in per cent.</param>
/// <param name="Width">How wide it is, in per cent.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Height">Its height; 0 where there is nothing.</param>
internal sealed record ChartBar(string Left, string Width, string Top, string Height);

/// <summary>One picture over time.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Kind">The class of its colour: passed, unproven, hole or sent.</param>
/// <param name="Most">The highest bar, in words.</param>
/// <param name="Bars">The bars that are not empty.</param>
internal sealed record TimeChart(string Name, string Kind, string Most, IReadOnlyList<ChartBar> Bars)
{
    /// <summary>The height of the picture.</summary>
    public const int Height = 84;

    private const double Thinnest = 1.5; // what is not nothing can be seen

    /// <summary>Draws one.</summary>
    public static TimeChart Of(
        string name, string kind, IReadOnlyList<(DateTimeOffset Start, TimeBucket Bucket)> stretches,
        Func<TimeBucket, long> value, Func<long, string> show)
    {
        var most = stretches.Select(stretch => value(stretch.Bucket)).DefaultIfEmpty().Max();
        var bars = stretches.Index()
            .Where(stretch => value(stretch.Item.Bucket) > 0)
            .Select(stretch =>
            {
                var height = Math.Max(Thinnest, Height * ((double)value(stretch.Item.Bucket) / most));
                return new ChartBar(
                    Share.Of(stretch.Index, stretches.Count), Share.Of(0.86, stretches.Count),
                    Share.Number(Height - height), Share.Number(height));
            });

        return new TimeChart(name, kind, show(most), [.. bars]);
    }
}

/// <summary>A stretch of time as the page lists it: what the pictures show, in words.</summary>
/// <param name="Left">Where it begins, in per cent.</param>
/// <param name="Width">How wide it is, in per cent.</param>
/// <param name="Label">When it began.</param>
/// <param name="Words">What happened.</param>
internal sealed record StretchPage(string Left, string Width, string Label, string Words)
{
    /// <summary>The stretches in which something happened.</summary>
    public static IReadOnlyList<StretchPage> Of(TimeLine times, TimeZoneInfo zone)
    {
        var stretches = times.Stretches;
        return
        [
            .. stretches.Index().Where(stretch => !stretch.Item.Bucket.IsEmpty).Select(stretch => new StretchPage(
                Share.Of(stretch.Index, stretches.Count), Share.Of(1, stretches.Count),
                Moment.Short(stretch.Item.Start, zone, times.Length), Say(stretch.Item.Bucket))),
        ];
    }

    private static string Say(TimeBucket bucket) =>
        $"{Share.Count(bucket.Allowed)} allowed, "
        + (bucket.Unreached > 0 ? $"{Share.Count(bucket.Unreached)} not reached, " : "")
        + $"{Share.Count(bucket.Denied)} denied"
        + (bucket.Cut > 0 ? $", {Share.Count(bucket.Cut)} cut" : "")
        + $", {Quantity.Size(bucket.Sent)} out, {Quantity.Size(bucket.Received)} in";
}

/// <summary>A mark of the time axis.</summary>
/// <param name="Left">Where it stands, in per cent.</param>
/// <param name="Label">The time.</param>
internal sealed record TimeMark(string Left, string Label)
{
    private const int Most = 4;

    /// <summary>The marks below pictures over time: the first stretch, the last, and some between.</summary>
    public static IReadOnlyList<TimeMark> Of(TimeLine times, TimeZoneInfo zone)
    {
        var stretches = times.Stretches;
        var steps = Math.Min(Most, stretches.Count);
        return
        [
            .. Enumerable.Range(0, steps).Select(i =>
            {
                var place = i * stretches.Count / steps;
                return new TimeMark(Share.Of(place, stretches.Count), Moment.Short(stretches[place].Start, zone, times.Length));
            }),
        ];
    }
}

/// <summary>Numbers as pictures and people need them.</summary>
internal static class Share
{
    /// <summary>A part of a whole in per cent, for SVG.</summary>
    public static string Of(double part, double whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole > 0 ? Math.Clamp(part / whole, 0, 1) * 100 : 0):0.###}%");

    /// <summary>A length, for SVG.</summary>
    public static string Number(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
