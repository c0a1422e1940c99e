using System.Diagnostics;
using System.Net.Sockets;
using Guard.Tests.Protocol;

namespace Guard.Tests.Relay;

[CancelAfter(60_000)]
public sealed class GuardServerTests
{
    [Test]
    public async Task Should_cut_exactly_the_tunnels_of_names_that_are_no_longer_listed()
    {
        await using var guard = new GuardFixture();
        using var kept = await guard.OpenWithHelloAsync();
        using var below = await guard.OpenWithHelloAsync("a.b.example.org");
        using var ssh = await guard.OpenAsync(port: 22);
        guard.WriteList("allowed-443", "github.com", "example.org");
        guard.WriteList("allowed-22", "other.example");

        guard.Server.Reload();

        (await below.IsResetAsync()).ShouldBeTrue();
        (await ssh.IsResetAsync()).ShouldBeTrue();
        await kept.SendAsync("x");
        (await kept.ReceiveTextAsync(1)).ShouldBe("x");
        await guard.WaitForAsync("note lists-read");
        await GuardFixture.UntilAsync(() => guard.Events("cut").Count == 2, "two cuts");
        guard.Events("cut").ShouldAllBe(line => line == "cut unlisted");
    }

    [Test]
    public async Task Should_cut_every_tunnel_when_the_lists_cannot_be_read()
    {
        await using var guard = new GuardFixture();
        using var client = await guard.OpenWithHelloAsync();
        guard.RemoveList("allowed-22");

        guard.Server.Reload();

        (await client.IsResetAsync()).ShouldBeTrue();
        await guard.WaitForAsync("note lists-unreadable");
        await guard.WaitForAsync("cut lists-unreadable");

        using var later = await guard.OpenWithHelloAsync();
    }

    [Test]
    public async Task Should_cut_a_tunnel_that_Squid_opens_by_the_old_lists()
    {
        var reloaded = new TaskCompletionSource();
        await using var guard = new GuardFixture(async peer =>
        {
            await reloaded.Task;
            await FakeSquid.EchoAsync(peer);
        });
        using var gone = await guard.ConnectAsync();
        using var kept = await guard.ConnectAsync();
        await gone.SendAsync(GuardFixture.Request("a.example.org"));
        await kept.SendAsync(GuardFixture.Request());
        await GuardFixture.UntilAsync(() => guard.Squid.Requests.Count == 2, "both requests");
        guard.WriteList("allowed-443", "github.com");
        guard.Server.Reload();

        reloaded.SetResult();

        (await gone.ReceiveToEndAsync()).ShouldBe("");
        await guard.WaitForAsync("cut unlisted");
        (await kept.ReceiveTextAsync(FakeSquid.Opened.Length)).ShouldBe(FakeSquid.Opened);
    }

    [Test]
    public async Task Should_leave_the_decision_to_Squid_where_the_lists_differ()
    {
        await using var guard = new GuardFixture();
        using var client = await guard.OpenWithHelloAsync("unlisted.example");
    }

    [Test]
    public async Task Should_send_no_byte_above_the_budget_and_cut_all_tunnels_of_the_host()
    {
        var hello = HelloBuilder.Hello("a.example.org");
        var budget = (2 * hello.Length) + 100;
        await using var guard = new GuardFixture(change: options => options with { BudgetBytesPerHost = budget });
        using var other = await guard.OpenWithHelloAsync();
        using var first = await guard.OpenWithHelloAsync("a.example.org");
        using var second = await guard.OpenWithHelloAsync("b.example.org");
        await first.SendAsync(new byte[100]);
        (await first.ReceiveTextAsync(100)).Length.ShouldBe(100);
        var sent = guard.Squid.Behind.Length;

        await second.SendAsync("x");

        (await second.IsResetAsync()).ShouldBeTrue();
        (await first.IsResetAsync()).ShouldBeTrue();
        guard.Squid.Behind.Length.ShouldBe(sent);
        await GuardFixture.UntilAsync(() => guard.Events("cut").Count(line => line == "cut budget") == 2, "two cuts");
        (await guard.AskAsync(GuardFixture.Request("c.example.org"))).ShouldStartWith("HTTP/1.1 403 ");
        await guard.WaitForAsync("refuse budget");
        guard.Squid.Requests.Count.ShouldBe(3);
        await other.SendAsync("x");
        (await other.ReceiveTextAsync(1)).ShouldBe("x");
    }

    [Test]
    public async Task Should_limit_connections_without_a_tunnel_and_answer_health_checks_all_the_same()
    {
        await using var guard = new GuardFixture(change: options => options with { MaxPending = 3 });
        var silent = new List<Peer>();
        for (var count = 0; count < 3; count++)
            silent.Add(await guard.ConnectAsync());

        (await guard.AskAsync(GuardFixture.Request())).ShouldStartWith("HTTP/1.1 503 ");
        await guard.WaitForAsync("refuse limit");
        using (var check = await guard.ConnectAsync(from: "127.0.0.1"))
        {
            await check.SendAsync("GET http://health.invalid/ HTTP/1.1\r\n\r\n");
            (await check.ReceiveToEndAsync()).ShouldStartWith("HTTP/1.1 403 ");
        }

        silent.ForEach(client => client.Dispose());
        await GuardFixture.UntilAsync(() => guard.Server.Connections == 0, "the places are free");
        using var allowed = await guard.OpenWithHelloAsync();
    }

    [Test]
    public async Task Should_limit_connections_in_all()
    {
        await using var guard = new GuardFixture(change: options => options with { MaxConnections = 2 });
        using var first = await guard.OpenWithHelloAsync();
        using (await guard.OpenWithHelloAsync())
            (await guard.AskAsync(GuardFixture.Request())).ShouldStartWith("HTTP/1.1 503 ");
        first.Reset();

        await GuardFixture.UntilAsync(() => guard.Server.Connections < 2, "a free place");
        using var next = await guard.OpenWithHelloAsync();
    }

    [Test]
    public async Task Should_make_room_by_tunnels_whose_client_has_nothing_more_to_send()
    {
        await using var guard = new GuardFixture(change: options => options with { MaxConnections = 4 });
        using var open = await guard.OpenWithHelloAsync();
        for (var count = 0; count < 20; count++)
        {
            using var client = await guard.OpenWithHelloAsync();
            client.Socket.Shutdown(SocketShutdown.Send);
            await Task.Delay(20);
        }

        await open.SendAsync("x");
        (await open.ReceiveTextAsync(1)).ShouldBe("x");
        guard.Events("cut").ShouldAllBe(line => line == "cut limit");
        guard.Events("refuse").ShouldBeEmpty();
    }

    [Test]
    public async Task Should_not_grow_under_a_thousand_connections_above_the_limit()
    {
        await using var guard = new GuardFixture(change: options => options with { MaxConnections = 20, MaxPending = 10 });
        var clients = new List<Peer>();
        for (var count = 0; count < 1000; count++)
            clients.Add(await guard.ConnectAsync());

        await GuardFixture.UntilAsync(() => guard.Events("refuse").Count == 990, "990 refusals");
        guard.Server.Connections.ShouldBeLessThanOrEqualTo(20 + 64);
        guard.Events("refuse").ShouldAllBe(line => line == "refuse limit");

        clients.ForEach(client => client.Dispose());
        await GuardFixture.UntilAsync(() => guard.Server.Connections == 0, "all are gone");
        using var allowed = await guard.OpenWithHelloAsync();
    }

    [Test]
    public async Task Should_survive_noise_on_many_connections_at_a_time()
    {
        await using var guard = new GuardFixture(change: options => options with { HeaderSeconds = 1, FirstBytesSeconds = 1 });
        var seed = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (_, _) =>
        {
            var random = new Random(Interlocked.Increment(ref seed));
            var noise = new byte[random.Next(2000)];
            random.NextBytes(noise);
            try
            {
                using var client = await Peer.ConnectAsync(guard.Server.Address);
                if (random.Next(2) == 0)
                    await client.SendAsync(GuardFixture.Request(port: random.Next(2) == 0 ? 443 : 22));
                if (random.Next(2) == 0)
                    await client.SendAsync(noise);
                if (random.Next(2) == 0)
                    client.Reset();
                else
                    await client.ReceiveToEndAsync();
            }
            catch (SocketException)
            {
                // Cut in the middle.
            }
        });

        await GuardFixture.UntilAsync(() => guard.Server.Connections == 0, "all are gone");
        guard.Events().ShouldNotContain(line => line.EndsWith(" error", StringComparison.Ordinal));
        var ends = guard.Lines().Where(line => line.GetProperty("event").GetString() is "close" or "cut").Select(IdOf).ToList();
        ends.ShouldBeUnique();
        guard.Lines().Where(line => line.GetProperty("event").GetString() == "open").Select(IdOf).ShouldBeSubsetOf(ends);
        using var allowed = await guard.OpenWithHelloAsync();
    }

    [Test]
    public async Task Should_end_every_connection_when_it_stops()
    {
        await using var guard = new GuardFixture();
        using var tunnel = await guard.OpenWithHelloAsync();
        using var pending = await guard.ConnectAsync();
        await pending.SendAsync("CONNECT");
        var watch = Stopwatch.StartNew();

        await guard.Server.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await tunnel.IsResetAsync()).ShouldBeTrue();
        guard.Events().Count(line => line.EndsWith(" stopping", StringComparison.Ordinal)).ShouldBe(2);
        await Should.ThrowAsync<SocketException>(() => guard.ConnectAsync());
    }

    private static int IdOf(System.Text.Json.JsonElement line) => line.GetProperty("id").GetInt32();
}
