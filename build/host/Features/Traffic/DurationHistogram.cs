namespace AiSandbox.Host.Features.Traffic;

/// <summary>How long things took: exact counts between round limits to draw, and quantiles to within 6 %.</summary>
internal sealed class DurationHistogram
{
    private const int BinsPerDecade = 20;
    private const int Decades = 15; // 10^15 ms are over 30,000 years

    private static readonly TimeSpan[] Limits =
    [
        .. new double[] { 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 3 * 3600, 12 * 3600, 24 * 3600 }
            .Select(TimeSpan.FromSeconds),
    ];

    private readonly long[] _bars = new long[Limits.Length + 1];
    private readonly long[] _bins = new long[(BinsPerDecade * Decades) + 1];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The longest.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>The counts between round limits, from the shortest to the longest that there is; the label is the upper limit.</summary>
    public IReadOnlyList<(string Label, long Count)> Bars
    {
        get
        {
            var (first, last) = (Array.FindIndex(_bars, count => count > 0), Array.FindLastIndex(_bars, count => count > 0));
            return first < 0 ? [] : [.. Enumerable.Range(first, last - first + 1).Select(i => (LabelOf(i), _bars[i]))];
        }
    }

    /// <summary>Takes one into account.</summary>
    public void Add(TimeSpan time)
    {
        Count++;
        Longest = time > Longest ? time : Longest;
        var bar = Array.FindIndex(Limits, limit => time < limit);
        _bars[bar < 0 ? Limits.Length : bar]++;
        var bin = time.TotalMilliseconds < 1 ? 0 : (int)(BinsPerDecade * Math.Log10(time.TotalMilliseconds)) + 1;
        _bins[Math.Min(bin, _bins.Length - 1)]++;
    }

    /// <summary>The time within which a part of all was over; zero where there is none.</summary>
    /// <param name="part">The part, from 0 to 1.</param>
    public TimeSpan Quantile(double part)
    {
        var left = (long)Math.Ceiling(part * Count);
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            left -= _bins[bin];
            if (left <= 0 && _bins[bin] > 0)
                return Middle(bin);
        }

        return TimeSpan.Zero;
    }

    private TimeSpan Middle(int bin)
    {
        if (bin == 0)
            return TimeSpan.Zero;

        var middle = Math.Pow(10, (bin - 0.5) / BinsPerDecade);
        return middle < Longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(middle) : Longest;
    }

    private static string LabelOf(int bar) =>
        bar < Limits.Length ? $"under {Moment.Length(Limits[bar])}" : $"{Moment.Length(Limits[^1])} and more";
}
