using AiSandbox.Verification.Catalogue;

namespace Verification.Tests.Catalogue;

[TestFixture]
public sealed class LiveCasesTests
{
    // The demo: all of it makes sense in the real internet.
    private static readonly CaseCatalogue Demo = new([.. Shipped.Catalogue.Cases.Where(test => test.Family is "demo")]);

    [Test]
    public void Should_run_the_whole_demo_in_the_workspace_when_the_list_is_the_shipped_one()
    {
        var (catalogue, notes) = Select("www.google.com", "github.com");

        notes.ShouldBeEmpty();
        catalogue.Cases.ShouldAllBe(test => test.At == Place.Workspace);
        catalogue.Cases.Count(test => test.Outcome == Outcome.Deny).ShouldBe(Demo.Cases.Count(test => test.Outcome == Outcome.Deny));
        catalogue.Cases.ShouldAllBe(test => test.Outcome == Outcome.Allow || test.Controls.Count > 0);
        catalogue.Cases.SelectMany(test => test.Controls).ShouldAllBe(control => !control.StartsWith("canary-"));
        catalogue.Cases[0].Run.ShouldContain("%{http_code}", "what live changes");
        catalogue.Cases[0].Proxy.ShouldBe(Demo.Cases[0].Proxy, "what it does not change");
    }

    [Test]
    public void Should_leave_out_a_denial_when_the_user_lists_its_host()
    {
        var (catalogue, notes) = Select("www.google.com", "github.com", "gitlab.com");

        notes.ShouldBe(
        [
            "git-https-unlisted is left out: gitlab.com:443 is on your list.",
            "git-ssh-unlisted is left out: gitlab.com:22 is on your list.",
        ]);
        catalogue.Cases.ShouldNotContain(test => test.Id == "git-ssh-unlisted");
        catalogue.Cases.ShouldContain(test => test.Id == "https-unlisted");
    }

    [Test]
    public void Should_leave_out_what_nothing_shows_alive_when_the_user_does_not_list_the_demo_host()
    {
        var (catalogue, notes) = Select("github.com", "google.com");

        notes.ShouldContain("https-listed is left out: www.google.com:443 is not on your list.");
        notes.ShouldContain("https-unlisted is left out: no case that would show the proxy alive applies.");
        catalogue.Cases.ShouldContain(test => test.Id == "git-https-unlisted");
        catalogue.Cases.ShouldContain(test => test.Id == "tcp-direct");
    }

    private static (CaseCatalogue Cases, IReadOnlyList<string> Notes) Select(params string[] list) =>
        LiveCases.Select(Demo, port => port is 443 or 22 ? list : throw new InvalidOperationException("There is no list for it."));
}
