using System.Globalization;

namespace AiSandbox.Verification.Reports;

/// <summary>The run as bars over time: a bar a case, in as many lanes as cases ran side by side.</summary>
/// <param name="Height">The height of all lanes.</param>
/// <param name="Bars">The bars.</param>
/// <param name="Ticks">The marks of the time axis.</param>
internal sealed record RunTimeline(int Height, IReadOnlyList<TimelineBar> Bars, IReadOnlyList<TimelineTick> Ticks)
{
    private const int LaneHeight = 16;
    private const double ThinnestBar = 0.25; // per cent: what is shorter could not be seen or pointed at

    private static readonly int[] Steps = [1, 2, 5, 10, 20, 30, 60, 120, 300];

    /// <summary>Lays the cases out.</summary>
    public static RunTimeline Of(IReadOnlyCollection<CaseResult> results)
    {
        var end = results.Select(result => result.StartedAt + result.Duration).DefaultIfEmpty().Max().TotalSeconds;
        // Without times there is nothing to lay out.
        if (end <= 0 || (results.Count > 1 && results.All(result => result.StartedAt == TimeSpan.Zero)))
            return new RunTimeline(0, [], []);

        var lanes = new List<TimeSpan>();
        var bars = new List<TimelineBar>();
        foreach (var result in results.OrderBy(result => result.StartedAt))
        {
            var lane = lanes.FindIndex(free => free <= result.StartedAt);
            if (lane < 0)
            {
                lane = lanes.Count;
                lanes.Add(default);
            }

            lanes[lane] = result.StartedAt + result.Duration;
            bars.Add(new TimelineBar(
                result.Case.Id,
                VerdictLook.Kind(result.Judgement.Verdict),
                Per(result.StartedAt.TotalSeconds / end),
                Per(Math.Max(ThinnestBar / 100, result.Duration.TotalSeconds / end)),
                lane * LaneHeight,
                $"{result.Case.Id}: {CasePage.Seconds(result.Duration)}, from {CasePage.Seconds(result.StartedAt)} on"));
        }

        var step = Steps.FirstOrDefault(seconds => end / seconds <= 8, 600);
        var ticks = Enumerable.Range(0, (int)(end / step) + 1)
            .Select(i => new TimelineTick(Per(i * step / end), $"{i * step} s"));

        return new RunTimeline(lanes.Count * LaneHeight, bars, [.. ticks]);
    }

    private static string Per(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.###}%");
}

/// <summary>A case in the time-line.</summary>
/// <param name="Id">The case.</param>
/// <param name="Kind">The class of its verdict.</param>
/// <param name="Left">Where it begins, in per cent.</param>
/// <param name="Width">How long it is, in per cent.</param>
/// <param name="Top">The upper edge of its lane.</param>
/// <param name="Label">What it is, in words.</param>
internal sealed record TimelineBar(string Id, string Kind, string Left, string Width, int Top, string Label);

/// <summary>A mark of the time axis.</summary>
/// <param name="Left">Where it stands, in per cent.</param>
/// <param name="Label">The time since the first case.</param>
internal sealed record TimelineTick(string Left, string Label);
