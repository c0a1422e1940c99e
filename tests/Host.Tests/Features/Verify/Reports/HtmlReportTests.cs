using System.Text.RegularExpressions;
using AiSandbox.Host.Features.Verify.Reports;
using AiSandbox.Host.Model;
using AiSandbox.Verification;
using Verification.Tests;

namespace Host.Tests.Features.Verify.Reports;

[TestFixture]
public sealed class HtmlReportTests
{
    private static readonly Checkout Here = Checkout.Find(Environment.GetEnvironmentVariable, AppContext.BaseDirectory);

    private static readonly CaseResult Refused = Cases.Result(Cases.Deny, Cases.Denied);
    private static readonly CaseResult Quiet = Cases.Result(Cases.Silent, Cases.Quiet);
    private static readonly CaseResult Works = Cases.Result(Cases.Allow, Cases.Allowed);
    private static readonly CaseResult Hole = Cases.Result(Cases.Deny, Cases.Denied with { ExitCode = 0 });
    private static readonly CaseResult Lost = Cases.Result(Cases.Silent, Cases.Quiet with { Internet = new([], Lost: "nobody answers") });

    [Test]
    public void Should_say_that_it_holds_and_show_every_case_when_it_is_green()
    {
        var page = Render(Refused, Quiet, Works);

        page.ShouldContain("<h1>The sandbox holds</h1>");
        page.ShouldNotContain("What is not as expected");
        foreach (var result in new[] { Refused, Quiet, Works })
        {
            page.ShouldContain($"href=\"#{result.Case.Id}\"", Case.Sensitive);
            page.ShouldContain($"<details class=\"case {result.Case.Outcome.ToString().ToLowerInvariant()} passed\" id=\"{result.Case.Id}\">", Case.Sensitive);
        }

        page.ShouldContain("curl https://www.instagram.com/");
        page.ShouldContain("This is the allowlist.");
        page.ShouldContain("DENY www.instagram.com:443 reason name status 403");
        page.ShouldContain("Docker Engine 28.5");
        page.ShouldContain("2026-01-31 12:00:00 UTC");
    }

    [Test]
    public void Should_show_what_was_expected_and_seen_first_when_something_got_through()
    {
        var page = Render(Works, Hole);

        page.ShouldContain("<h1>There is a hole</h1>");
        page.ShouldContain("class=\"band hole\"");
        page.IndexOf("exit code 0: curl", StringComparison.Ordinal).ShouldBeInRange(0, page.IndexOf("Where the attacks ended", StringComparison.Ordinal));
        page.ShouldContain($"id=\"{Hole.Case.Id}\" open");
    }

    [Test]
    public void Should_say_that_nothing_is_proven_when_a_witness_is_lost_or_no_case_ran()
    {
        Render(Lost, Works).ShouldContain("class=\"band unproven\"");
        Render(Lost, Works).ShouldContain("no witness: nobody answers");
        Render().ShouldContain("No case ran, and that proves nothing.");
    }

    [Test]
    public void Should_name_the_control_once_when_it_is_all_that_failed()
    {
        var page = HtmlReport.Render(
            Cases.Report([.. CaseRunner.WithControls([Refused, Quiet, Cases.Result(Cases.Allow, Cases.Allowed with { ExitCode = 7 })])]), Here);

        Regex.Count(page, "class=\"card failure ", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(2, "the control, and those that wait for it");
        Regex.Count(page, "waits for", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(2);
    }

    [Test]
    public void Should_encode_and_shorten_when_what_was_attacked_prints_markup()
    {
        const string Hostile = "</pre></script><script>alert('1')</script><img src=x onerror=\"a\"> \u001b[31m\0\u202Eevil {{ verdict }} {% raw %} & \ud800";
        var test = Cases.Deny with { Title = Hostile, Why = Hostile, Run = ["bash", "-c", Hostile], Reference = "javascript:alert(1)" };
        var page = Render(Cases.Result(test, Cases.Denied with { Output = Hostile + new string('x', 1 << 20), Error = Hostile }));

        page.Length.ShouldBeLessThan(80_000);
        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("href=\"javascript");
        page.ShouldContain("&lt;/script&gt;&lt;script&gt;alert(&#x27;1&#x27;)");
        page.ShouldContain("{{ verdict }} {% raw %}", Case.Sensitive);
        page.ShouldContain(@"\u{202e}evil");
        page.Any(c => char.IsControl(c) && c != '\n').ShouldBeFalse();
        Regex.Count(page, "<script", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(1);
        Regex.Count(page, "<style", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(1);
    }

    [Test]
    public void Should_load_nothing_and_run_nothing_else_when_it_is_opened()
    {
        var page = Render(Refused, Works, Lost);

        page.ShouldContain("default-src 'none'; style-src 'sha256-");
        foreach (var pattern in new[] { " style=", " on[a-z]+=", " src=", "<link", "url\\((?!#)", "@import" })
            Regex.IsMatch(page, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse(pattern);
    }

    private static string Render(params CaseResult[] results) => HtmlReport.Render(Cases.Report(results), Here);
}
