using System.Text;
using AiSandbox.Host.Features.Suggest;
using AiSandbox.Policy;
using Policy.Tests;

namespace Host.Tests.Features.Suggest;

public sealed class ListProposalTests
{
    [Test]
    public void Should_uncomment_a_preset_that_stands_in_the_list_and_add_the_rest_at_the_end()
    {
        var change = Of("# head: @npm is a preset\n#   @npm   like this\n#@npm    # packages\n.github.com\n", Proposal("npm", "go"));

        Encoding.UTF8.GetString(change.Changed.Bytes.Span).ShouldBe(
            "# head: @npm is a preset\n#   @npm   like this\n@npm    # packages\n.github.com\n@go  # why\nhost.example 22 443  # from a file\n");
        change.Diff().ShouldContain("-#@npm    # packages");
        change.Diff().ShouldContain("+@npm    # packages");
        change.Diff().ShouldContain("+host.example 22 443  # from a file");
    }

    [Test]
    public void Should_print_nothing_that_drives_a_terminal_when_the_list_holds_it() =>
        string.Concat(Of("# \e[31m\nok.example\n", Proposal("npm")).Diff()).ShouldNotContain('\e');

    [TestCase("ok.example\n", true)]
    [TestCase("ok.example", true)]
    [TestCase("ok.example\r\n", false)]
    [TestCase("\uFEFFok.example\n", false)]
    public void Should_know_whether_the_diff_applies(string text, bool expected) => Of(text, Proposal("npm")).IsPlain.ShouldBe(expected);

    [Test]
    public void Should_stay_one_line_when_the_reason_is_hostile()
    {
        var proposal = new Proposal([], [new ProposedHost("host.example", AllowedPorts.Https, "a\n.evil.example\e[2J" + new string('x', 500), null, [])]);
        var text = Encoding.UTF8.GetString(Of("ok.example\n", proposal).Changed.Bytes.Span);

        text.Split('\n').Length.ShouldBe(3);
        Lists.Lint(text).Sites.Entries.Select(entry => entry.Spelling).ShouldBe(["ok.example", "host.example"]);
    }

    private static ListProposal Of(string text, Proposal proposal) =>
        new(new AllowlistSource("allowed-sites.txt", Encoding.UTF8.GetBytes(text)), proposal);

    private static Proposal Proposal(params string[] presets) => new(
        [.. presets.Select(name => new ProposedPreset(Lists.Presets.Find(name)!.Preset!, "why", []))],
        [new ProposedHost("host.example", AllowedPorts.Both, "from a file", null, [])]);
}
