using System.Text;
using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace Policy.Tests.Presets;

public sealed class PresetLineTests
{
    [TestCase("@npm")]
    [TestCase("@NPM  # why")]
    [TestCase("@npm#why")]
    public void Should_stand_for_the_entries_of_the_preset(string line) =>
        Lists.Lint(line).Sites.Entries.ShouldHaveSingleItem().Name.ShouldBe("registry.npmjs.org");

    [Test]
    public void Should_keep_the_users_line_and_the_presets_for_each_entry()
    {
        var entry = Lists.Lint("# head\n@npm until=2026-12-31 # for the build\n").Sites.Entries.ShouldHaveSingleItem();

        (entry.File, entry.Line, entry.Until).ShouldBe(("allowed-sites.txt", 2, new DateOnly(2026, 12, 31)));
        entry.Place.ShouldBe("allowed-sites.txt:2 (@npm, templates/presets/npm.txt:3)");
        entry.Preset!.Source.ShouldBe("https://docs.npmjs.com/cli/v11/using-npm/registry");
        entry.Reason.ShouldNotBeNull().ShouldContain("npm");
    }

    [Test]
    public void Should_reach_the_files_that_the_proxy_reads() =>
        ProxyLists.Of(Lists.Lint("@gitlab\n@npm\n").Sites).ShouldBe(new ProxyLists("registry.npmjs.org\ngitlab.com\n", "gitlab.com\n", ""));

    [TestCase("@nmp", "@nmp", "Did you mean `@npm`?")]
    [TestCase("@pyton", "@pyton", "Did you mean `@python`?")]
    [TestCase("@registry.npmjs.org", "@registry.npmjs.org", "there are @anthropic, @bitbucket,")]
    [TestCase("@", "preset @:", "there are @anthropic,")]
    [TestCase("@../../etc/passwd", "@../../etc/passwd", "there are @anthropic,")]
    public void Should_refuse_a_name_that_no_preset_has(string line, string name, string hint)
    {
        var finding = Lists.Only(line);

        (finding.RuleId, finding.Severity, finding.Line, finding.Column, finding.CorrectedLine).ShouldBe(
            (RuleIds.Preset, Severity.Error, 2, 1, null));
        finding.Why.ShouldContain(name);
        finding.Why.ShouldContain(hint);
    }

    [TestCase("@npm 443", 6)]
    [TestCase("@npm 22", 6)]
    [TestCase("@npm until=2027-01-01 private", 23)]
    [TestCase("@npm broad # why", 6)]
    public void Should_refuse_an_option_that_a_preset_does_not_take(string line, int column)
    {
        var finding = Lists.Only(line);

        (finding.RuleId, finding.Severity, finding.Column, finding.IsFixable).ShouldBe((RuleIds.PresetOption, Severity.Error, column, false));
    }

    [TestCase("@npm 8443", RuleIds.Port)]
    [TestCase("@npm until=tomorrow", RuleIds.Date)]
    [TestCase("@npm @yarn", RuleIds.Option)]
    [TestCase("@npm\u200B", RuleIds.Control)]
    public void Should_refuse_what_no_line_takes(string line, string rule) => Lists.Only(line).RuleId.ShouldBe(rule);

    [TestCase("  @npm # why", RuleIds.Space, "@npm # why")]
    [TestCase("@npm\u00A0until=2027-01-01", RuleIds.Space, "@npm until=2027-01-01")]
    [TestCase("@npm # a\u0007b", RuleIds.Control, "@npm # a b")]
    public void Should_correct_blanks_and_comments(string line, string rule, string corrected)
    {
        var finding = Lists.Only(line);

        (finding.RuleId, finding.Severity, finding.CorrectedLine).ShouldBe((rule, Severity.Warning, corrected));
    }

    [Test]
    public void Should_end_on_the_last_day_with_one_warning()
    {
        var result = Lists.Lint("ok.example\n@github until=2026-11-23\n");

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.RuleId, finding.Line, finding.IsFixable).ShouldBe((RuleIds.Expired, 2, false));
        result.Sites.Entries.ShouldHaveSingleItem().Name.ShouldBe("ok.example");
    }

    [TestCase("@npm\n@npm\n", 2, RuleIds.Duplicate, "@npm stands at allowed-sites.txt:1 already.", "@npm\n")]
    [TestCase("@npm until=2027-01-01\n@npm # why\n", 1, RuleIds.Duplicate, "@npm stands at allowed-sites.txt:2 already.", "@npm # why\n")]
    [TestCase("@npm\nregistry.npmjs.org 443 # why\n", 2, RuleIds.Covered,
        "registry.npmjs.org at allowed-sites.txt:1 (@npm, templates/presets/npm.txt:3) allows all of it.", "@npm\n# why\n")]
    [TestCase("registry.npmjs.org\n@npm\n", 2, RuleIds.Covered, "registry.npmjs.org at allowed-sites.txt:1 allow all of @npm.", "registry.npmjs.org\n")]
    [TestCase(".npmjs.org\n@npm\n", 2, RuleIds.Covered, ".npmjs.org at allowed-sites.txt:1 allow all of @npm.", ".npmjs.org\n")]
    public void Should_take_out_a_line_when_another_allows_all_of_it(string text, int line, string rule, string why, string corrected)
    {
        var result = Lists.Lint(text);

        var finding = result.Findings.ShouldHaveSingleItem();
        (finding.Line, finding.RuleId, finding.Severity, finding.Why).ShouldBe((line, rule, Severity.Warning, why));
        result.Fixed[0].Text.ShouldBe(corrected);
        result.Sites.Entries.Count.ShouldBe(1);
    }

    [Test]
    public void Should_keep_a_preset_without_a_finding_when_a_part_of_it_is_new()
    {
        var result = Lists.Lint(".github.com broad\n@github\n");

        result.Findings.ShouldBeEmpty();
        result.Sites.Entries.Select(entry => entry.Spelling).ShouldBe(
            [".github.com", "raw.githubusercontent.com", "objects.githubusercontent.com", "release-assets.githubusercontent.com"]);
    }

    [Test]
    public void Should_keep_a_host_when_the_preset_opens_less_of_it() =>
        Lists.Lint("registry.npmjs.org\n@yarn\napi.github.com\n@github\n").Findings.ShouldBeEmpty();

    [Test]
    public void Should_name_the_file_and_refuse_when_a_preset_cannot_be_read()
    {
        var presets = new PresetCatalogue([KeyValuePair.Create("bad", (ReadOnlyMemory<byte>)"# Bad.\nx\n"u8.ToArray())], Lists.Suffixes);
        var result = AllowlistLinter.Lint(
            [new AllowlistSource("allowed-sites.txt", Encoding.UTF8.GetBytes("ok.example\n@bad\n"))], Lists.Suffixes, presets, Lists.Today);

        result.IsRefused.ShouldBeTrue();
        result.Findings.ShouldHaveSingleItem().ToString().ShouldStartWith(
            "allowed-sites.txt:2:1 preset-file @bad cannot be read: templates/presets/bad.txt:2:1 preset-file ");
    }

    [Test]
    public void Should_say_that_the_folder_is_missing_when_there_is_no_preset() =>
        AllowlistLinter.Lint([new AllowlistSource("allowed-sites.txt", "@npm\n"u8.ToArray())], Lists.Suffixes, PresetCatalogue.None, Lists.Today)
            .Findings.ShouldHaveSingleItem().Why.ShouldContain("templates/presets is missing");
}
