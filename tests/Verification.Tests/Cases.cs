using AiSandbox.Policy.Decisions;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;
using AiSandbox.Verification.Witnesses;

namespace Verification.Tests;

/// <summary>Cases and observations to change one thing of.</summary>
internal static class Cases
{
    public static VerificationCase Deny { get; } = new()
    {
        Id = "https-unlisted",
        Title = "HTTPS to a domain that is not listed is refused",
        Why = "This is the allowlist.",
        Outcome = Outcome.Deny,
        At = Place.Workspace,
        Run = ["curl", "https://www.instagram.com/"],
        Timeout = TimeSpan.FromSeconds(10),
        Expect = new ClientExpectation(
            new ExitExpectation([56]),
            new TextExpectation([], [], ["simulated internet"]),
            new TextExpectation(["response 403"], [], [])),
        Proxy = [new ProxyExpectation(ProxyDecision.Deny, "www.instagram.com", 443, "name", 403)],
        Internet = [],
        Controls = ["https-listed"],
        Origin = new Origin("demo.yaml", 1),
    };

    public static VerificationCase Silent { get; } = Deny with
    {
        Id = "tcp-direct",
        Expect = new ClientExpectation(new ExitExpectation([]), TextExpectation.Anything, TextExpectation.Anything),
        Proxy = [],
    };

    public static VerificationCase Allow { get; } = Deny with
    {
        Id = "https-listed",
        Outcome = Outcome.Allow,
        Expect = new ClientExpectation(
            new ExitExpectation([0]), new TextExpectation(["simulated internet"], ["^simu"], []), TextExpectation.Anything),
        Proxy = [new ProxyExpectation(ProxyDecision.Allow, "www.google.com", 443, "listed", 200)],
        Internet =
        [
            new InternetExpectation("dns", "www.google.com", null, null, Optional: true),
            new InternetExpectation("https", "www.google.com", 443, null, Optional: false),
        ],
        Controls = [],
    };

    public static ProxyEvent Refused { get; } = Line("www.instagram.com", 403, "TCP_DENIED", "name");

    public static ProxyEvent Passed { get; } = Line("www.google.com", 200, "TCP_TUNNEL", "listed");

    public static InternetEvent Open { get; } = new("https", 443, "215.0.0.2", "open");

    public static InternetEvent Request { get; } = new("https", 443, "215.0.0.2", "request", "www.google.com");

    public static InternetEvent Lookup { get; } = new("dns", 53, "215.0.0.2", "request", "www.google.com", "udp");

    public static Observation Denied { get; } = new(
        56, "", "curl: (56) CONNECT tunnel failed, response 403", new Testimony<ProxyEvent>([Refused]), new Testimony<InternetEvent>([]));

    public static Observation Quiet { get; } = new(
        1, "", "Network is unreachable", new Testimony<ProxyEvent>([]), new Testimony<InternetEvent>([]));

    public static Observation Allowed { get; } = new(
        0, "simulated internet: www.google.com", "", new Testimony<ProxyEvent>([Passed]), new Testimony<InternetEvent>([Lookup, Open, Request]));

    public static SandboxFacts Facts { get; } = new(
        "box-verify", Live: false, "Docker Engine 28.5", new Dictionary<string, string> { ["proxy"] = "box-proxy sha256:1" }, "abc");

    private static ProxyEvent Line(string host, int status, string result, string reason) => new(
        DateTimeOffset.UnixEpoch, "10.0.0.2", "CONNECT", host, "443", status, result, 1, 2, TimeSpan.Zero, reason);

    public static VerificationReport Report(params CaseResult[] results) => new(
        new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(20), "linux x64", Facts, [], results);

    public static CaseResult Result(VerificationCase test, Observation seen) =>
        new(test, seen, Judge.Decide(test, seen), TimeSpan.FromSeconds(1.5));
}
