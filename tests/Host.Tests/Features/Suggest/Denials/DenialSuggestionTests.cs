using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Features.Suggest;
using AiSandbox.Host.Features.Suggest.Denials;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;
using Host.Tests.Engines.Logs;

namespace Host.Tests.Features.Suggest.Denials;

public sealed class DenialSuggestionTests
{
    private const string List = "# list\n#@npm  # packages\n#@python\nok.example\n";

    [Test]
    public async Task Should_propose_a_diff_and_write_nothing()
    {
        using var checkout = new Checkouts(List);
        var lines = await ReadAsync(checkout, Lines.Denied("registry.npmjs.org"), Lines.Denied("api.github.com"), Lines.Denied("api.github.com"));

        lines.SkipWhile(line => line != "--- a/allowed-sites.txt").ShouldBe(
        [
            "--- a/allowed-sites.txt", "+++ b/allowed-sites.txt", "@@ -1,4 +1,5 @@", " # list", "-#@npm  # packages", "+@npm  # packages",
            " #@python", " ok.example", "+api.github.com 443  # denied 2 times",
        ]);
    }

    [Test]
    public async Task Should_say_what_was_denied_how_often_and_what_it_looks_like()
    {
        using var checkout = new Checkouts(List);
        var text = await TextAsync(checkout, Lines.Denied("api.github.com"), Lines.Denied("api.github.com"), "torn line");

        text.ShouldContain("Denied since 2026-11-24 10:00:00 because the name is not listed: 2 requests.");
        text.ShouldContain("github.com  2 requests");
        text.ShouldMatch(@"api\.github\.com:443 +2×  2026-11-24 12:00:00 to 2026-11-24 12:00:00  looks like @github");
        text.ShouldContain("api.github.com: @github has it too, and would also let in github.com:443, github.com:22,");
        text.ShouldContain("  ./build.sh --target=Allow --name=box --domain=api.github.com --ports=443");
        text.ShouldContain("+api.github.com 443  # denied 2 times");
        text.ShouldContain("1 line of the log could not be read");
    }

    [Test]
    public async Task Should_flag_and_not_propose_what_looks_like_a_channel()
    {
        using var checkout = new Checkouts(List);
        var text = await TextAsync(
            checkout,
            [Lines.Denied("4d7953757065725365637265744b6579.evil.example"), Lines.Denied("plain.evil.example"), Lines.Denied("registry.npmjs.org"),
                .. Enumerable.Range(0, 30).Select(i => Lines.Denied($"part{i}.other.example"))]);

        text.ShouldContain("evil.example  2 requests  SUSPICIOUS, not proposed: '4d7953757065725365637265744b6579' looks like data, and not like a word");
        text.ShouldContain("other.example  30 requests  SUSPICIOUS, not proposed: 20 names or more below one domain");
        text.ShouldContain("… and 20 more names");
        Added(text).ShouldBe(["+@npm  # packages"]);
    }

    [Test]
    public async Task Should_say_what_telemetry_is_and_propose_the_rest()
    {
        using var checkout = new Checkouts(List);
        var text = await TextAsync(
            checkout, Lines.Denied("ab.chatgpt.com"), Lines.Denied("chatgpt.com"), Lines.Denied("api.openai.com"), Lines.Denied("gb4w8c3ygj-default-sea.rum.aliyuncs.com"));

        text.ShouldMatch(@"ab\.chatgpt\.com:443 +1×  .*  telemetry of Codex: not needed");
        text.ShouldMatch(@"rum\.aliyuncs\.com:443 +1×  .*  telemetry of Qwen Code: not needed");
        text.ShouldNotContain("SUSPICIOUS");
        Added(text).ShouldHaveSingleItem().ShouldStartWith("+@codex  # denied");
    }

    [Test]
    public async Task Should_trust_a_host_of_a_preset_however_many_there_are()
    {
        using var checkout = new Checkouts(List);
        var text = await TextAsync(
            checkout,
            [Lines.Denied("update.code.visualstudio.com"), Lines.Denied("vscode.download.prss.microsoft.com"), Lines.Denied("marketplace.visualstudio.com"),
                .. Enumerable.Range(0, 30).Select(i => Lines.Denied($"p{i}.gallerycdn.vsassets.io"))]);

        text.ShouldNotContain("SUSPICIOUS");
        text.ShouldContain("Nobody asked for .gallery.vsassets.io:443, which it lets in as well.");
        Added(text).ShouldHaveSingleItem().ShouldStartWith("+@vscode  # denied");
    }

    [Test]
    public async Task Should_propose_what_people_can_review_when_many_domains_are_asked_for()
    {
        using var checkout = new Checkouts(List);
        var text = await TextAsync(
            checkout,
            [.. Enumerable.Range(0, 100).Select(i => Lines.Denied($"www.d{i}.example")), Lines.Denied("registry.npmjs.org"),
                Lines.Denied("www.wanted.example"), Lines.Denied("www.wanted.example")]);

        Added(text).Length.ShouldBe(41);
        Added(text).ShouldContain("+@npm  # packages");
        Added(text).ShouldContain("+www.wanted.example 443  # denied 2 times");
        text.ShouldContain("61 hosts more were denied, less often than the others, and are not proposed.");
    }

    [Test]
    public async Task Should_propose_nothing_when_nothing_was_denied_since()
    {
        using var checkout = new Checkouts(List);
        var text = await TextAsync(checkout, Lines.Denied("old.example", Lines.Time.AddDays(-1)), Lines.Of());

        text.ShouldContain("Nothing was denied since 2026-11-24 10:00:00");
        text.ShouldContain("No new line is proposed.");
        text.ShouldNotContain("---");
    }

    [Test]
    public async Task Should_propose_private_as_a_command_when_a_listed_host_leads_to_a_private_address()
    {
        using var checkout = new Checkouts(".corp.example\nmeta.example\nopen.example private\n");
        var text = await TextAsync(
            checkout,
            Refused("git.corp.example", "address"), Refused("git.corp.example", "address"), Refused("open.example", "address"), Refused("unlisted.example", "address"),
            Refused("both.corp.example", "address"), Refused("both.corp.example", "address-never"), Refused("meta.example", "address-never"),
            Refused("six.corp.example", "address-ipv6"),
            Refused("4d7953757065725365637265744b6579.corp.example", "address"));

        text.Split('\n').Where(line => line.Contains("--private")).ShouldBe(
            ["  ./build.sh --target=Allow --name=box --domain=git.corp.example --ports=443 --private  # denied 2 times"]);
        text.ShouldContain("which no entry opens:\n  both.corp.example:443  denied once\n  meta.example:443  denied once");
        text.ShouldContain("so no entry helps:\n  six.corp.example:443  denied once");
        text.ShouldContain("4d7953757065725365637265744b6579.corp.example:443  denied once  SUSPICIOUS, not proposed");
        Added(text).ShouldBeEmpty("a network of the owner's stands in no diff");
    }

    private static string Refused(string host, string reason) => Lines.Of(host: host, status: 403, reason: reason, result: "TCP_DENIED");

    [Test]
    public async Task Should_not_propose_what_the_list_has_by_now()
    {
        using var checkout = new Checkouts("@npm\n");

        (await TextAsync(checkout, Lines.Denied("registry.npmjs.org"))).ShouldContain("No new line is proposed.");
    }

    [Test]
    public async Task Should_print_no_control_character_whatever_was_asked_for()
    {
        using var checkout = new Checkouts(List);
        var text = await TextAsync(checkout, Lines.Denied(@"\u001b[2J.example"), Lines.Denied(@"\u202egro.example"), "\e]0;title\a");

        text.EnumerateRunes().Where(rune => rune.Value != '\n').ShouldAllBe(rune => !SafeText.IsUnseen(rune));
    }

    [Test]
    public async Task Should_refuse_when_the_list_is_not_valid()
    {
        using var checkout = new Checkouts("*.example\n");

        (await Should.ThrowAsync<SandboxException>(() => ReadAsync(checkout))).ExitCode.ShouldBe(ExitCodes.Usage);
    }

    private static string[] Added(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal))];

    private static async Task<string> TextAsync(Checkouts checkout, params string[] lines) =>
        string.Join('\n', await ReadAsync(checkout, lines));

    private static async Task<IReadOnlyList<string>> ReadAsync(Checkouts checkout, params string[] lines)
    {
        var clock = new Lines.Clock(Lines.Time.AddHours(3));
        var before = await File.ReadAllTextAsync(checkout.Folder.Checkout.AllowedSites);
        var result = await new DenialSuggestion(new ProxyLog(new Lines.Source(lines)), new Start(), checkout.Store, clock)
            .ReadAsync(checkout.Options with { NameIsDefault = false }, CancellationToken.None);

        (await File.ReadAllTextAsync(checkout.Folder.Checkout.AllowedSites)).ShouldBe(before);
        return result;
    }

    // Two hours before the lines, which is ten o'clock where the clock stands.
    private sealed class Start : ISandboxStart
    {
        public Task<DateTimeOffset> ReadAsync(SandboxName name, CancellationToken cancellation) => Task.FromResult(Lines.Time.AddHours(-2).AddSeconds(-0.5));
    }
}
