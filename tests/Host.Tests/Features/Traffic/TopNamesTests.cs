using AiSandbox.Host.Features.Traffic;
using AiSandbox.Policy.Decisions;
using CsCheck;

namespace Host.Tests.Features.Traffic;

public sealed class TopNamesTests
{
    private static readonly ProxyEvent Request = ProxyEventParser.Parse(TrafficLines.Tunnel("x.example"))!;

    private static readonly Gen<(int Name, int Weight)[]> Streams =
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 50]).Array[0, 300].Select(items => items.Select(item => (item.Item1 * item.Item1 / 30, item.Item2)).ToArray());

    // The bounds of the paper: nobody weighs less than he should, nobody more than his slack, and no slack is above the
    // fair share of one place.
    [Test]
    public void Should_keep_the_bounds_of_space_saving_whatever_comes() => Streams.Sample(stream =>
    {
        const int Capacity = 8;
        var names = new TopNames(Capacity);
        var exact = new Dictionary<string, long>();
        foreach (var (name, weight) in stream)
        {
            names.Add($"n{name}", weight, Request);
            exact[$"n{name}"] = exact.GetValueOrDefault($"n{name}") + weight;
        }

        var total = exact.Values.Sum();
        var kept = names.Heaviest.ToDictionary(host => host.Name);
        return names.Total == total
            && names.Count == Math.Min(Capacity, exact.Count)
            && names.HasOverflown == (exact.Count > Capacity)
            && kept.Values.All(host => host.Weight >= exact[host.Name] && host.Weight - host.Slack <= exact[host.Name] && host.Slack <= total / Capacity)
            && exact.All(pair => pair.Value <= total / Capacity || kept.ContainsKey(pair.Key));
    });

    [Test]
    public void Should_be_exact_as_long_as_there_is_room() => Streams.Sample(stream =>
    {
        var names = new TopNames(100);
        foreach (var (name, weight) in stream)
            names.Add($"n{name}", weight, Request);

        return names.Heaviest.Select(host => (host.Name, host.Weight, host.Requests)).SequenceEqual(stream
            .GroupBy(item => $"n{item.Name}", (name, items) => (Name: name, Weight: items.Sum(item => (long)item.Weight), Requests: (long)items.Count()))
            .OrderByDescending(host => host.Weight).ThenBy(host => host.Name, StringComparer.Ordinal));
    });

    [Test]
    public void Should_cut_a_name_that_is_too_long_to_keep()
    {
        var names = new TopNames(3);
        names.Add(new string('a', 100_000), 1, Request);

        names.Heaviest.ShouldHaveSingleItem().Name.Length.ShouldBe(256);
    }
}
