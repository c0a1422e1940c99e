using AiSandbox.Host.Features.Suggest.Projects;

namespace Host.Tests.Features.Suggest.Projects;

public sealed class ProjectSuggestionTests
{
    [Test]
    public async Task Should_propose_the_smallest_set_and_write_nothing()
    {
        using var checkout = new Checkouts("# list\n#@npm\n.github.com\n");
        checkout.Project("web/package-lock.json", """{"a":{"resolved":"https://registry.npmjs.org/a"},"b":{"resolved":"https://npm.corp.example/b"}}""");
        checkout.Project("web/.git/config", "[remote \"origin\"]\nurl = git@github.com:o/r.git\n");
        checkout.Project("tool/go.mod", "module x\nrequire golang.org/x/net v0.1.0\n");
        checkout.Project("bad/package.json", "{");

        var lines = await ReadAsync(checkout);

        lines[0].ShouldStartWith("4 lockfiles and manifests under ");
        lines.ShouldContain("allowed already: github.com:22 (allowed-sites.txt:3)");
        lines.ShouldContain(line => line.StartsWith("skipped: bad/package.json: ", StringComparison.Ordinal));
        lines.SkipWhile(line => line != "--- a/allowed-sites.txt").ShouldBe(
        [
            "--- a/allowed-sites.txt", "+++ b/allowed-sites.txt", "@@ -1,3 +1,5 @@", " # list", "-#@npm", "+@npm", " .github.com",
            "+@go  # tool/go.mod", "+npm.corp.example 443  # web/package-lock.json",
        ]);
        (await File.ReadAllTextAsync(checkout.Folder.Checkout.AllowedSites)).ShouldBe("# list\n#@npm\n.github.com\n");
    }

    [Test]
    public async Task Should_flag_and_not_propose_what_looks_like_a_channel()
    {
        using var checkout = new Checkouts("ok.example\n");
        checkout.Project(".npmrc", "registry=https://4d7953757065725365637265744b6579.evil.example\n");
        checkout.Project("many/.npmrc", string.Concat(Enumerable.Range(0, 25).Select(i => $"@s{i}:registry=https://n{i}.other.example\n")));

        var lines = await ReadAsync(checkout);

        lines.Count(line => line.StartsWith("SUSPICIOUS, not proposed: ", StringComparison.Ordinal)).ShouldBe(26);
        lines[^1].ShouldBe("No new line is proposed.");
    }

    [Test]
    public async Task Should_propose_nothing_when_there_is_no_project()
    {
        using var checkout = new Checkouts("ok.example\n");

        (await ReadAsync(checkout))[^1].ShouldBe("No new line is proposed.");
    }

    private static Task<IReadOnlyList<string>> ReadAsync(Checkouts checkout) =>
        new ProjectSuggestion(checkout.Folder.Env, checkout.Store, checkout.Options).ReadAsync(CancellationToken.None);
}
