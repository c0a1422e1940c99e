using System.Text.RegularExpressions;
using AiSandbox.Policy.Decisions;
using Host.Tests.Features.Traffic;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Logs;

/// <summary>The reasons are written in three places: the guard, squid.conf, and here.</summary>
public sealed partial class ReasonsTests
{
    // Those of lines that tell of no refusal: openings, ends that nobody brought about, notes.
    private static readonly string[] Silent =
        ["-", "end", "client-gone", "client-reset", "server-reset", "stopping", "started", "lists-read", "accept"];

    [Test]
    public void Should_have_words_for_every_reason_of_the_guard()
    {
        var reasons = Constant().Matches(Read("guard", "Logging", "Reasons.cs")).Select(match => match.Groups["reason"].Value).Except(Silent).ToList();

        reasons.Count.ShouldBeGreaterThan(20);
        reasons.Where(reason => Words(TrafficLines.Guard("cut", "a.example", reason)) == reason).ShouldBeEmpty();
    }

    [Test]
    public void Should_have_words_for_every_reason_of_squid_and_a_page_for_every_refusal()
    {
        var squid = Read("templates", "squid.conf.sbn");
        var reasons = Annotation().Matches(squid).ToDictionary(match => match.Groups["acl"].Value, match => match.Groups["reason"].Value);

        reasons.Values.ShouldBe([Reasons.Method, Reasons.Port, Reasons.AddressNever, Reasons.Address, Reasons.AddressIpv6, Reasons.Key, Reasons.Listed, Reasons.Name], ignoreOrder: true);
        foreach (var (acl, reason) in reasons.Where(reason => reason.Value != Reasons.Listed))
        {
            Words(TrafficLines.Denied("a.example", reason: reason)).ShouldNotBe(reason);
            var page = Regex.Match(squid, $"deny_info 403:(ERR_[A-Z0-9_]+) {acl}$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Groups[1].Value;
            Read("images", "proxy", "errors", page).ShouldContain($"\"reason\":\"{reason}\"");
        }
    }

    [Test]
    public void Should_explain_each_reason_of_an_address_in_the_workspace()
    {
        foreach (var reason in new[] { Reasons.Address, Reasons.AddressNever, Reasons.AddressIpv6, Reasons.Key })
            Read("images", "workspace", "bin", "why-blocked").ShouldContain($"  {reason} ");
    }

    private static string Words(string line) => Reasons.InWords(ProxyEventParser.Parse(line).ShouldNotBeNull());

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([TempCheckout.Repository, .. path]));

    [GeneratedRegex("public const string [A-Za-z]+ = \"(?<reason>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constant();

    [GeneratedRegex("acl (?<acl>because_[a-z0-9]+) annotate_transaction reason=(?<reason>[a-z0-9-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Annotation();
}
