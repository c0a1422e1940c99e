using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;

namespace Host.Tests.Model.Vendors;

public sealed class VendorFileTests
{
    private static readonly string[] Whole =
        ["# Models", "url: https://api.example.com", "header: Authorization: Bearer {key}", "body: openai", "allow: POST /v1/chat/completions", "set: X_BASE_URL={here}/v1"];

    [Test]
    public void Should_read_where_a_key_goes_and_what_may_be_asked()
    {
        var vendor = Read([.. Whole, "", "# a remark", "query: alt"]);

        (vendor.Url, vendor.Header, vendor.Value, vendor.Body).ShouldBe((new Uri("https://api.example.com"), "Authorization", "Bearer {key}", "openai"));
        vendor.Allow.ShouldBe(["POST /v1/chat/completions"]);
        vendor.Variables.ShouldContainKeyAndValue("X_BASE_URL", "http://gateway:3128/mine/v1");
    }

    [TestCase("url: http://api.example.com", "'http://api.example.com' is not https://")]
    [TestCase("url: https://api.example.com/v1", "with nothing behind it")]
    [TestCase("url: https://10.0.0.1:8080", "is not https://")]
    [TestCase("header: Authorization: Bearer", "not a header with {key}")]
    [TestCase("body: mine", "'mine' is not one of anthropic, openai")]
    [TestCase("allow: POST /v1/*/x/*", "one * may stand in it")]
    [TestCase("allow: DELETE /v1/models", "not a method and a path")]
    [TestCase("query: a=b", "not the name of a query")]
    [TestCase("private: no", "'no' is not yes")]
    [TestCase("set: path={here}", "not a variable")]
    [TestCase("allows: POST /x", "is no field")]
    public void Should_name_line_and_reason_of_what_is_wrong(string line, string reason)
    {
        var wrong = Should.Throw<SandboxException>(() => Read([.. Whole, line]));

        wrong.Message.ShouldStartWith("env/vendors/mine.txt, line 7: ");
        wrong.Message.ShouldContain(reason);
        wrong.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [TestCase(1, "needs one line with `url: …`")]
    [TestCase(2, "needs one line with `header: …`")]
    [TestCase(4, "needs lines with `allow: METHOD /path`")]
    public void Should_miss_what_is_not_there(int left, string reason) =>
        Should.Throw<SandboxException>(() => Read([.. Whole.Where((_, index) => index != left)])).Message.ShouldContain(reason);

    [Test]
    public void Should_read_a_budget()
    {
        AgentLimit.Parse("2m tokens, 30 requests a minute,5k tokens a day").ShouldBe([new(2_000_000, true, false), new(30, false, true), new(5000, true, false)]);
        AgentLimit.Parse("").ShouldBeEmpty();
        foreach (var wrong in new[] { "2m", "tokens", "-1 tokens", "0 tokens", "1.5m tokens", "2m tokens a week" })
            Should.Throw<FormatException>(() => AgentLimit.Parse(wrong)).Message.ShouldContain(wrong);
    }

    [Test]
    public void Should_read_repositories()
    {
        Repository.Parse("github.com/you/app.git, GitLab.com/group/sub/lib:read").ShouldBe([new("github.com", "you/app", false), new("gitlab.com", "group/sub/lib", true)]);
        Repository.Parse("github.com/you/lib:read")[0].Routes.ShouldBe(["GET /you/lib.git/info/refs?service=git-upload-pack", "POST /you/lib.git/git-upload-pack"]);
        Repository.Parse("github.com/you/app")[0].Routes.ShouldContain("POST /you/app.git/git-receive-pack");
        foreach (var wrong in new[] { "github.com/you", "https://github.com/you/app", "github.com/../app", "github.com/you/a*", "github.com//app" })
            Should.Throw<FormatException>(() => Repository.Parse(wrong)).Message.ShouldContain(wrong);
    }

    private static Vendor Read(IReadOnlyList<string> lines) => VendorFile.Read("mine", "env/vendors/mine.txt", lines);
}
