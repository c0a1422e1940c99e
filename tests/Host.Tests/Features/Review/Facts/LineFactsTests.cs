using AiSandbox.Host.Features.Review.Facts;

namespace Host.Tests.Features.Review.Facts;

public sealed class LineFactsTests
{
    [Test]
    public void Should_keep_attributes_that_name_a_program() =>
        LineFacts.Attributes("*.txt text eol=lf\n# *.x filter=no\n*.bin filter=evil -text\n[attr]lfs filter=lfs\n")
            .ShouldBe(["*.bin filter=evil -text", "[attr]lfs filter=lfs"]);

    [Test]
    public void Should_keep_no_value_of_a_variable_but_tell_another_one()
    {
        var (one, other) = (LineFacts.Variables("# x\nTOKEN=first\n").Single(), LineFacts.Variables("TOKEN=second").Single());

        one.ShouldStartWith("TOKEN = ***");
        one.ShouldNotContain("first");
        other.ShouldNotBe(one);
    }

    [TestCase("//registry.npmjs.org/:_authToken=abcdef", "abcdef")]
    [TestCase("password: hunter2", "hunter2")]
    [TestCase("\"api_key\": \"k-123\"", "k-123")]
    public void Should_keep_no_secret_of_a_setting(string line, string secret)
    {
        var kept = LineFacts.Settings(line).Single();

        kept.ShouldNotContain(secret);
        kept.ShouldContain("***");
    }

    [Test]
    public void Should_keep_nothing_of_a_file_that_holds_secrets_but_tell_another_line() =>
        LineFacts.Hashes("machine x password hunter2\nmachine y").Distinct().ShouldAllBe(line => line.Length == 11 && line.StartsWith("***"));

    [Test]
    public void Should_keep_a_setting_that_is_no_secret() =>
        LineFacts.Settings("registry=https://npm.corp.example\n\nscript-shell=./x").ShouldBe(["registry=https://npm.corp.example", "script-shell=./x"]);

    [Test]
    public void Should_keep_no_password_of_an_address() =>
        SecretMask.Addresses("remote.o.url = https://me:hunter2@host/x").ShouldStartWith("remote.o.url = https://me:***");
}
