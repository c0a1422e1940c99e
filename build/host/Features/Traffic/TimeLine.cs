namespace AiSandbox.Host.Features.Traffic;

/// <summary>
/// Time in at most <see cref="Most"/> stretches of one length, each of which is a whole number of the next shorter
/// length: when there would be too many, neighbours are merged, and nothing is lost but where within it was.
/// </summary>
internal sealed class TimeLine
{
    /// <summary>The most stretches.</summary>
    public const int Most = 240;

    // Seconds. The last is long enough for every time that a DateTimeOffset can be.
    private static readonly long[] Lengths =
    [
        1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 6_048_000, 60_480_000, 604_800_000, 6_048_000_000,
    ];

    private Dictionary<long, TimeBucket> _buckets = [];
    private int _length;
    private long _first;
    private long _last;

    /// <summary>The length of a stretch.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Lengths[_length]);

    /// <summary>The stretches from the first to the last in which something happened, those between without a gap.</summary>
    public IReadOnlyList<(DateTimeOffset Start, TimeBucket Bucket)> Stretches => _buckets.Count == 0 ? [] :
    [
        .. Enumerable.Range(0, (int)(_last - _first) + 1).Select(i =>
            (DateTimeOffset.UnixEpoch + ((_first + i) * Length), _buckets.GetValueOrDefault(_first + i) ?? new TimeBucket())),
    ];

    /// <summary>The stretch that a time lies in.</summary>
    /// <param name="time">A time since 1970.</param>
    public TimeBucket At(DateTimeOffset time)
    {
        var number = time.ToUnixTimeSeconds() / Lengths[_length];
        if (_buckets.Count == 0)
            (_first, _last) = (number, number);

        (_first, _last) = (Math.Min(_first, number), Math.Max(_last, number));
        if (_last - _first >= Most)
        {
            Merge();
            number = time.ToUnixTimeSeconds() / Lengths[_length];
        }

        if (!_buckets.TryGetValue(number, out var bucket))
            _buckets.Add(number, bucket = new TimeBucket());

        return bucket;
    }

    private void Merge()
    {
        var before = Lengths[_length];
        while ((_last * before / Lengths[_length]) - (_first * before / Lengths[_length]) >= Most)
            _length++;

        var ratio = Lengths[_length] / before;
        var merged = new Dictionary<long, TimeBucket>();
        foreach (var (number, bucket) in _buckets)
        {
            if (!merged.TryGetValue(number / ratio, out var wide))
                merged.Add(number / ratio, wide = new TimeBucket());
            wide.Add(bucket);
        }

        (_buckets, _first, _last) = (merged, _first / ratio, _last / ratio);
    }
}
