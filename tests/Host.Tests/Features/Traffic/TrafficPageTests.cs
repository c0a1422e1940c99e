using System.Text.RegularExpressions;
using AiSandbox.Host.Features.Traffic;
using AiSandbox.Host.Model;
using Spectre.Console.Testing;
using static Host.Tests.Features.Traffic.TrafficLines;

namespace Host.Tests.Features.Traffic;

public sealed class TrafficPageTests
{
    // As JSON in the log: what it decodes to is markup, control characters, a turned direction, Scriban, Liquid and Spectre markup.
    private const string Hostile = @"</title><script>alert(1)</script><img src=x onerror=a>\u001b[31m\u0000\u202Eevil\u200b{{ band }}{% raw %}[red]x[/]";

    private static readonly Checkout Here = Checkout.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);

    [Test]
    public void Should_show_hosts_bytes_times_and_reasons()
    {
        var page = Render(Tally(Tunnel("github.com", 5_000_000, 1000, 1500, at: 0), Tunnel("pypi.org", 20, at: 60), Denied("evil.example", 90)));

        page.ShouldContain("<h1>One thing to look at</h1>");
        foreach (var text in new[] { "github.com", "pypi.org", "evil.example:443", "5 MB", "not in allowed-sites.txt", "2026-11-24 10:01:30", "under 3 s" })
            page.ShouldContain($">{text}<");
        page.ShouldContain("10:00:00: 1 allowed, 0 denied, 5 MB out, 1 kB in");
        page.ShouldContain("<title id=\"chart-1-title\">Allowed over time</title>");
        page.ShouldContain("No budget is set.");
    }

    [Test]
    public void Should_show_what_was_not_reached_in_headline_bars_and_terminal()
    {
        var tally = Tally(
            Tunnel("up.example"), Tunnel("down.example", status: 503), Tunnel("down.example", status: 503), Denied("evil.example"), Denied("evil.example", reason: "port"));
        var page = Render(tally);
        var text = Terminal(tally, width: 100);

        page.ShouldNotContain("Nothing stands out");
        page.ShouldContain("<dt>not reached</dt><dd>2</dd>");
        page.ShouldContain("<h2 id=\"unreached\">Listed, and not reached</h2>");
        page.ShouldContain("Not reached over time");
        page.ShouldContain("10:00:00: 1 allowed, 2 not reached, 2 denied, 100 B out, 1 kB in");
        foreach (var shown in new[] { "down.example:443", "listed, but the site could not be reached (503)", "1 &#xD7; not in allowed-sites.txt", "1 &#xD7; only ports 443 and 22 can be opened" })
        {
            page.ShouldContain($">{shown}<");
            text.ShouldContain(shown.Replace("&#xD7;", "×"));
        }

        text.ShouldContain("1 allowed  2 not reached  2 denied  0 cut");
        text.ShouldContain("not reached  █");
        text.ShouldContain("Listed, and not reached");
        text.ShouldContain("! down.example:443 is listed and could not be reached at all");
        Render(Tally(Tunnel("up.example"))).ShouldNotContain("id=\"unreached\"");
    }

    [Test]
    public void Should_draw_entries_against_the_budget()
    {
        var page = Render(Tally(Started(0), Tunnel("a.github.com", 900), Tunnel("pypi.org", 10)), Scope(1000));

        page.ShouldContain("900 B of 1 kB");
        page.ShouldContain("<rect class=\"unproven\" y=\"3\" width=\"90%\"", Case.Sensitive);
        page.ShouldContain("<line class=\"limit\" x1=\"80%\"");
    }

    [Test]
    public void Should_say_so_when_the_log_is_empty()
    {
        Render(Tally()).ShouldContain("<h1>No traffic</h1>");
        Render(Tally()).ShouldContain("Sandbox box: the log has no request.");
        Render(Tally()).ShouldNotContain("<svg width");
        Terminal(Tally()).ShouldContain("the log has no request");
    }

    [Test]
    public void Should_encode_and_show_what_is_hidden_when_names_are_hostile()
    {
        var page = Render(Tally(Tunnel(Hostile, 2_000_000, 1), Denied(Hostile), "broken <b>\e[0m\u202E", Guard("cut", Hostile, "<i>why\u202E")), Scope(1000));

        page.ShouldNotContain("<script");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("<b>\\");
        page.ShouldNotContain("<i>");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        page.ShouldContain(@"\u{1b}[31m\u{0}\u{202e}evil\u{200b}");
        page.EnumerateRunes().Any(rune => rune.Value != '\n' && AiSandbox.Policy.SafeText.IsUnseen(rune)).ShouldBeFalse();
    }

    [Test]
    public void Should_load_and_run_nothing_when_it_is_opened()
    {
        var page = Render(Tally(Tunnel("github.com"), Denied("evil.example")));

        page.ShouldContain("default-src 'none'; style-src 'sha256-");
        foreach (var pattern in new[] { " style=", " on[a-z]+=", " src=", "<link", "<script", "url\\((?!#)", "@import", "http" })
            Regex.IsMatch(page.Replace("http-equiv", ""), pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse(pattern);
    }

    [Test]
    public void Should_stay_small_when_a_log_is_large()
    {
        var tally = Tally(null, Enumerable.Range(0, 20_000).Select(i => i % 2 == 0 ? Denied($"{new string('x', 250)}{i}.example", i * 60) : Tunnel($"{new string('y', 250)}{i}", at: i * 60)));

        Render(tally).Length.ShouldBeLessThan(300_000);
    }

    [Test]
    public void Should_draw_in_a_terminal_and_let_no_name_drive_it()
    {
        var text = Terminal(Tally(Tunnel("github.com", 3000, at: 0), Tunnel("github.com", 1, at: 9), Denied(Hostile, 5), "torn\e[31m"), Scope(4000), width: 120);

        text.ShouldContain("2 allowed  0 not reached  1 denied  0 cut");
        text.ShouldContain("█        █");
        text.ShouldContain("3 kB of 4 kB");
        text.ShouldContain(@"</title><script>alert(1)</script><img s…");
        text.ShouldContain(@"torn\u{1b}[31m");
        text.ShouldNotContain('\e');
        text.Split('\n').ShouldAllBe(line => line.Length <= 120);
    }

    [TestCase(new long[] { 0, 1, 8, 4 }, " ▁█▄")]
    [TestCase(new long[] { 0, 0 }, "  ")]
    [TestCase(new long[0], "")]
    public void Should_draw_a_line_of_blocks(long[] values, string expected) => TrafficTerminal.Spark(values).ShouldBe(expected);

    [Test]
    public void Should_show_what_was_signed_and_refused_with_the_keys()
    {
        var signed = KeyTally.All(Begin)[0];
        for (var i = 0; i < 3; i++)
            signed.Add($"2026-11-24T10:00:0{i}Z signed a commit or tag with sign_ed25519");
        signed.Add("2026-11-24T10:01:00Z signed a login as git at github.com with id_ed25519");
        signed.Add("2026-11-24T10:02:00Z refused a login as \\x1b[31m<img\u202E with id_ed25519");
        foreach (var overlooked in new[] { "2026-11-24T09:00:00Z signed too early", "2026-11-24T10:00:00Z note of something", "keys: an error", "x signed y", "" })
            signed.Add(overlooked);

        signed.Rows(TimeZoneInfo.Utc).Select(row => $"{row.Value} {row.Name} {row.Kind} {row.Detail}").ShouldBe(
        [
            "3 signed a commit or tag with sign_ed25519 passed last 2026-11-24 10:00:02",
            "1 refused a login as \\x1b[31m<img\\u{202e} with id_ed25519 hole last 2026-11-24 10:02:00",
            "1 signed a login as git at github.com with id_ed25519 passed last 2026-11-24 10:01:00",
        ]);
        var page = Render(Tally(Tunnel("github.com")), signed: signed);
        page.ShouldContain("<h2 id=\"keys-0\">");
        page.ShouldContain(">signed a login as git at github.com with id_ed25519<");
        page.ShouldNotContain("<img");
        Terminal(Tally(), width: 100, signed: signed).ShouldContain("signed a commit or tag");
        Render(Tally(Tunnel("github.com"))).ShouldNotContain("id=\"keys-0\"");
    }

    [Test]
    public void Should_show_what_the_gateway_was_asked_and_refused_with_the_tokens()
    {
        var asked = KeyTally.All(null)[1];
        asked.Add("2026-11-24T10:00:00Z asked anthropic POST /v1/messages 200 1200");
        asked.Add("2026-11-24T10:00:05Z asked anthropic POST /v1/messages 200 34");
        asked.Add("2026-11-24T10:00:06Z asked anthropic GET /v1/models 200 0");
        asked.Add("2026-11-24T10:00:07Z refused anthropic hosted-tools");
        foreach (var overlooked in new[] { "2026-11-24T10:00:00Z asked", "2026-11-24T10:00:00Z asked x y", "2026-11-24T10:00:00Z note it listens" })
            asked.Add(overlooked);

        asked.Rows(TimeZoneInfo.Utc).Select(row => $"{row.Value} {row.Name} {row.Kind}").ShouldBe(
        [
            "2 asked anthropic POST /v1/messages 200, 1,234 tokens passed",
            "1 asked anthropic GET /v1/models 200 passed",
            "1 refused anthropic hosted-tools hole",
        ]);
        Render(Tally(Tunnel("github.com")), signed: asked).ShouldContain(">With the keys of models and git hosts <");
        Terminal(Tally(), width: 100, signed: asked).ShouldContain("1,234 tokens");
    }

    [Test]
    public void Should_stay_small_when_an_agent_invents_logins()
    {
        var signed = KeyTally.All(null)[0];
        for (var i = 0; i < 5000; i++)
            signed.Add($"2026-11-24T10:00:00Z refused a login as a{i} with id_ed25519");

        signed.Rows(TimeZoneInfo.Utc)[0].ShouldBe(new BarRow("others, and refusals", "4,800", "100%", "hole", "last 2026-11-24 10:00:00"));
        signed.Rows(TimeZoneInfo.Utc).Count.ShouldBe(15);
    }

    private static string Render(TrafficTally tally, TrafficScope? scope = null, KeyTally? signed = null) =>
        TrafficPage.Render(tally, signed is null ? [] : [signed], scope ?? Scope(), Here);

    private static string Terminal(TrafficTally tally, TrafficScope? scope = null, int width = 80, KeyTally? signed = null)
    {
        using var console = new TestConsole().Width(width);
        TrafficTerminal.Show(console, tally, signed is null ? [] : [signed], scope ?? Scope());
        return console.Output;
    }
}
