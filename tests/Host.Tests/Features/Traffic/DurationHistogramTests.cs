using AiSandbox.Host.Features.Traffic;
using CsCheck;

namespace Host.Tests.Features.Traffic;

public sealed class DurationHistogramTests
{
    [Test]
    public void Should_know_each_quantile_to_within_six_per_cent() => Gen.Select(Gen.Double[0, 9].Array[1, 200], Gen.Double[0.01, 1]).Sample((powers, part) =>
    {
        var times = powers.Select(power => TimeSpan.FromMilliseconds(Math.Pow(10, power))).Order().ToList();
        var histogram = Of([.. times]);
        var exact = times[(int)Math.Ceiling(part * times.Count) - 1];
        return Math.Abs((histogram.Quantile(part) / exact) - 1) < 0.062 && histogram.Longest == times[^1];
    });

    [Test]
    public void Should_count_between_round_limits()
    {
        Of([TimeSpan.FromMilliseconds(9), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200)]).Bars
            .ShouldBe([("under 10 ms", 1), ("under 30 ms", 1), ("under 100 ms", 0), ("under 300 ms", 1)]);
        Of([TimeSpan.FromMinutes(2)]).Bars.ShouldBe([("under 3 min", 1)]);
        Of([TimeSpan.FromDays(2)]).Bars.ShouldBe([("1 d and more", 1)]);
    }

    [Test]
    public void Should_take_any_time_there_is()
    {
        Of([]).Quantile(0.5).ShouldBe(TimeSpan.Zero);
        Of([]).Bars.ShouldBeEmpty();
        Of([TimeSpan.Zero]).Quantile(0.5).ShouldBe(TimeSpan.Zero);
        Of([TimeSpan.MaxValue]).Quantile(0.5).ShouldBeLessThanOrEqualTo(TimeSpan.MaxValue);
    }

    private static DurationHistogram Of(TimeSpan[] times)
    {
        var histogram = new DurationHistogram();
        foreach (var time in times)
            histogram.Add(time);

        return histogram;
    }
}
