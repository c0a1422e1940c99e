using AiSandbox.Host.Features.Traffic;
using CsCheck;

namespace Host.Tests.Features.Traffic;

public sealed class TimeLineTests
{
    [TestCase(new double[] { 0 }, 1, 1)]
    [TestCase(new double[] { 0, 239 }, 1, 240)]
    [TestCase(new double[] { 0, 240 }, 5, 49)]
    [TestCase(new double[] { 0, 86_400 }, 600, 145)]
    [TestCase(new double[] { 86_400, 0, 3 }, 600, 145)]
    public void Should_lengthen_its_stretches_until_they_fit(double[] seconds, int length, int count)
    {
        var line = new TimeLine();
        foreach (var at in seconds)
            line.At(TrafficLines.Begin.AddSeconds(at)).Allowed++;

        line.Length.ShouldBe(TimeSpan.FromSeconds(length));
        line.Stretches.Count.ShouldBe(count);
        line.Stretches[0].Start.ShouldBe(TrafficLines.Begin);
        line.Stretches.Sum(stretch => stretch.Bucket.Allowed).ShouldBe(seconds.Length);
    }

    [Test]
    public void Should_hold_every_time_that_there_is()
    {
        var line = new TimeLine();
        line.At(DateTimeOffset.MaxValue).Denied++;
        line.At(DateTimeOffset.UnixEpoch).Denied++;

        line.Stretches.Count.ShouldBeLessThanOrEqualTo(TimeLine.Most);
        line.Stretches.Sum(stretch => stretch.Bucket.Denied).ShouldBe(2);
    }

    [Test]
    public void Should_put_each_time_where_a_plain_division_puts_it() => Gen.Int[0, 2_000_000].Array[1, 100].Sample(seconds =>
    {
        var line = new TimeLine();
        foreach (var at in seconds)
            line.At(DateTimeOffset.UnixEpoch.AddSeconds(at)).Allowed++;

        return line.Stretches.Count <= TimeLine.Most && line.Stretches.All(stretch => stretch.Bucket.Allowed
            == seconds.Count(at => DateTimeOffset.UnixEpoch.AddSeconds(at) is var time && time >= stretch.Start && time < stretch.Start + line.Length));
    });
}
