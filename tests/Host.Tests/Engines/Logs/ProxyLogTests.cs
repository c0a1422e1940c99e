using Host.Tests.Features.Traffic;
using AiSandbox.Host.Engines.Logs;

namespace Host.Tests.Engines.Logs;

public sealed class ProxyLogTests
{
    private static readonly string[] Written =
    [
        Lines.Of(host: "old.example", time: Lines.Time.AddHours(-1)),
        Lines.Denied("olddenied.example", Lines.Time.AddHours(-1)),
        Lines.Of(host: "allowed.example"),
        Lines.Denied("denied.example"),
        Lines.Of(host: "health.invalid", status: 403, reason: "name", client: "127.0.0.1"),
        Lines.Denied("self-check-1a2b.invalid"),
        TrafficLines.Guard("cut", "allowed.example", "half-closed-idle"),
        Lines.Of(method: "-", host: "-", port: "-", status: 0, reason: "-"),
        "torn line",
    ];

    [Test]
    public async Task Should_show_what_the_workspace_did_and_lines_that_cannot_be_read() =>
        (await HostsAsync(new ProxyLogFilter())).ShouldBe(["old.example", "olddenied.example", "allowed.example", "denied.example", "allowed.example", "torn line"]);

    [Test]
    public async Task Should_show_refusals_alone_when_asked_to() =>
        (await HostsAsync(new ProxyLogFilter(DeniedOnly: true))).ShouldBe(["olddenied.example", "denied.example", "torn line"]);

    [Test]
    public async Task Should_leave_out_what_is_older_than_asked_for() =>
        (await HostsAsync(new ProxyLogFilter(Lines.Time.AddSeconds(-0.5)))).ShouldBe(["allowed.example", "denied.example", "allowed.example", "torn line"]);

    [Test]
    public async Task Should_show_everything_when_noise_is_wanted() => (await HostsAsync(new ProxyLogFilter(Noise: true))).Count.ShouldBe(Written.Length);

    [Test]
    public async Task Should_count_refusals_since_a_point_in_time() =>
        (await new ProxyLog(new Lines.Source(Written)).CountDeniedAsync(Lines.Time, CancellationToken.None)).ShouldBe(1);

    [TestCase(true)]
    [TestCase(false)]
    public async Task Should_wait_for_more_only_when_it_follows(bool follow)
    {
        var source = new Lines.Source(Written);
        await foreach (var line in new ProxyLog(source).ReadAsync(new ProxyLogFilter(), follow, CancellationToken.None))
            line.Text.ShouldNotBeNull();

        source.Followed.ShouldBe(follow);
    }

    private static async Task<List<string>> HostsAsync(ProxyLogFilter filter)
    {
        var hosts = new List<string>();
        await foreach (var line in new ProxyLog(new Lines.Source(Written)).ReadAsync(filter, follow: false, CancellationToken.None))
            hosts.Add(line.Event?.Host ?? line.Text);

        return hosts;
    }
}
