using AiSandbox.Host.Model.Identity;

namespace Host.Tests.Model.Identity;

public sealed class GitIdentityTests
{
    [TestCase("Ada Lovelace")]
    [TestCase("Jürgen \"Jo\" O'Brien-Müller; #1 \\o/")]
    [TestCase("山田太郎")]
    [TestCase("whale 🐋")]
    [TestCase("dependabot[bot]")]
    public void Should_take_a_name_when_git_takes_it(string name) => GitIdentity.FaultInName(name).ShouldBeNull();

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("a\nb")]
    [TestCase("a\rb")]
    [TestCase("Ada <ada@example.com>")]
    [TestCase("...")]
    public void Should_refuse_a_name_when_git_or_a_file_would_choke_on_it(string name) =>
        GitIdentity.FaultInName(name).ShouldNotBeNull();

    // Not test cases: the names of these would not survive a report.
    [Test]
    public void Should_refuse_a_name_and_an_address_when_it_has_a_control_character()
    {
        var refused = Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl);
        foreach (var c in refused.Concat("\u2028\u2029\ud800"))
        {
            GitIdentity.FaultInName($"a{c}b").ShouldNotBeNull($"U+{(int)c:X4}");
            GitIdentity.FaultInEmail($"a{c}b@example.com").ShouldNotBeNull($"U+{(int)c:X4}");
        }
    }

    [TestCase("you@example.com")]
    [TestCase("12345+name@users.noreply.github.com")]
    [TestCase("me@localhost")]
    [TestCase("jürgen@müller.example")]
    public void Should_take_an_address_when_it_has_the_shape_of_one(string email) =>
        GitIdentity.FaultInEmail(email).ShouldBeNull();

    [TestCase("")]
    [TestCase("you")]
    [TestCase("@example.com")]
    [TestCase("you@")]
    [TestCase("you@example@com")]
    [TestCase("you @example.com")]
    [TestCase("you@example.com\n* ssh-ed25519 AAAA")]
    [TestCase("you@example.com ")]
    [TestCase("a,b@example.com")]
    [TestCase("*@example.com")]
    [TestCase("!you@example.com")]
    [TestCase("#you@example.com")]
    [TestCase("\"you\"@example.com")]
    [TestCase("<you@example.com>")]
    public void Should_refuse_an_address_when_it_would_mean_more_than_an_address(string email) =>
        GitIdentity.FaultInEmail(email).ShouldNotBeNull();
}
