using AiSandbox.Gateway.Configuration;
using AiSandbox.Gateway.Requests;

namespace Gateway.Tests;

public sealed class TargetTests
{
    private static readonly Vendor[] Vendors =
    [
        new("claude", new Uri("https://api.example"), "x-api-key", "{key}", ["POST /v1/messages", "GET /v1/models"], ["beta"], BodyKind.Anthropic),
        new("google", new Uri("https://google.example"), "k", "{key}", ["POST /v1beta/models/*:generateContent"], ["alt"], BodyKind.Gemini),
        new("git", new Uri("https://git.example"), "Authorization", "{basic:u}", ["GET /a/b.git/info/refs?service=git-upload-pack"], [], BodyKind.Git),
    ];

    [TestCase("POST", "/claude/v1/messages", "/v1/messages", "")]
    [TestCase("POST", "/claude/v1/messages?beta=true", "/v1/messages", "?beta=true")]
    [TestCase("GET", "/claude/v1/models", "/v1/models", "")]
    [TestCase("POST", "/google/v1beta/models/gemini-3.1-pro:generateContent?alt=sse", "/v1beta/models/gemini-3.1-pro:generateContent", "?alt=sse")]
    [TestCase("GET", "/git/a/b.git/info/refs?service=git-upload-pack", "/a/b.git/info/refs", "?service=git-upload-pack")]
    public void Should_take_what_stands_in_the_table(string method, string raw, string path, string query)
    {
        var (target, refusal) = Target.Read(method, raw, Vendors, onlyListed: true);

        refusal.ShouldBeNull();
        (target!.Path, target.Query).ShouldBe((path, query));
    }

    [TestCase("POST", "/claude/v1/files", "path")]
    [TestCase("DELETE", "/claude/v1/messages", "path")]
    [TestCase("POST", "/claude/v1/messages/", "path")]
    [TestCase("POST", "/claude//v1/messages", "path")]
    [TestCase("POST", "/claude/v1/%6dessages", "path")]
    [TestCase("POST", "/claude/v1/x/../messages", "path")]
    [TestCase("POST", "/claude/v1/messages?key=mine", "query")]
    [TestCase("POST", "/claude/v1/messages?beta=true&beta=%41", "query")]
    [TestCase("POST", "/claude", "path")]
    [TestCase("POST", "/nobody/v1/messages", "vendor")]
    [TestCase("POST", "http://api.example/claude/v1/messages", "target")]
    [TestCase("CONNECT", "api.example:443", "target")]
    [TestCase("POST", "/google/v1beta/models/a/b:generateContent", "path")]
    [TestCase("POST", "/google/v1beta/models/a:b:generateContent", "path")]
    [TestCase("POST", "/google/v1beta/models/:generateContent", "path")]
    [TestCase("GET", "/git/a/b.git/info/refs?service=git-receive-pack", "path")]
    [TestCase("GET", "/git/a/b.git/info/refs", "path")]
    public void Should_refuse_what_does_not(string method, string raw, string reason) =>
        Target.Read(method, raw, Vendors, onlyListed: true).Refusal!.Reason.ShouldBe(reason);
}
