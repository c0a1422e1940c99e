using AiSandbox.Host.Features.Review.Rules;

namespace Host.Tests.Features.Review.Rules;

public sealed class GitFolderTests
{
    [TestCase("a", "hooks", "a/hooks")]
    [TestCase("a/.git", "../more.cfg", "a/more.cfg")]
    [TestCase("", "./x//y/", "x/y")]
    [TestCase("a", "..", "")]
    [TestCase("a", "../../x", null)]
    [TestCase("a", "/etc", null)]
    [TestCase("a", "~/x", null)]
    [TestCase("a", "/r/s/x/../y", "y")]
    [TestCase("a", "/r/sx", null)]
    public void Should_resolve_a_path_of_a_configuration(string from, string path, string? expected) =>
        GitFolder.Resolve("/r/s", from, path).ShouldBe(expected);
}
