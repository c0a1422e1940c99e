using AiSandbox.Host.Services.Ssh;
using CsCheck;

namespace Host.Tests.Services.Ssh;

public sealed class GitConfigTextTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 1, 20],
        Gen.String[Gen.OneOf(Gen.Char["\"\\#; "], Gen.Char['a', 'ÿ']), 1, 12])
        .Where(name => GitIdentity.FaultInName(name) is null);

    [Test]
    public void Should_read_back_what_it_quoted_when_the_name_is_any_name() => Name.Sample(name =>
        GitConfigText.Read($"[user]\n\tname = {GitConfigText.Quote(name)}\n", "user", "name").ShouldBe(name));

    [Test]
    [CancelAfter(60_000)]
    public void Should_be_read_by_git_as_by_us_when_the_name_is_any_name()
    {
        Tool.Need("git");
        var folder = Directory.CreateTempSubdirectory("git config ").FullName;
        try
        {
            Name.Sample(
                name =>
                {
                    var file = Path.Combine(folder, "config");
                    File.WriteAllText(file, $"[user]\n\tname = {GitConfigText.Quote(name)}\n");
                    var read = Tool.RunAsync("git", "config", "-f", file, "--null", "user.name");
                    read.GetAwaiter().GetResult().ShouldBe($"{name}\0");
                },
                iter: 50,
                threads: 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("[user]\nname = plain name  \n", "plain name")]
    [TestCase("[USER]\n  NAME=a # comment", "a")]
    [TestCase("[user] # c\nname = \"a # b\" ; c", "a # b")]
    [TestCase("\uFEFF[user]\r\nname = x\r\n", "x")]
    [TestCase("[user]\nname = one\nname = two", "two")]
    [TestCase("[user \"sub\"]\nname = no\n", null)]
    [TestCase("[author]\nname = no\n", null)]
    [TestCase("[user]\nname = yes\n[author]\nname = no\n", "yes")]
    [TestCase("# [user]\n# name = no\n", null)]
    [TestCase("", null)]
    public void Should_find_the_value_that_git_finds_when_a_person_wrote_the_file(string text, string? value) =>
        GitConfigText.Read(text, "user", "name").ShouldBe(value);
}
