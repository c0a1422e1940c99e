using System.Security.Cryptography;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Lifecycle.Identity;

public sealed class KnownHostsTests
{
    // As the vendors publish them:
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints
    // https://docs.gitlab.com/user/gitlab_com/#ssh-host-keys-fingerprints
    // https://support.atlassian.com/bitbucket-cloud/docs/configure-ssh-and-two-step-verification/
    // and, as a second source, https://github.com/argoproj/argo-cd/blob/master/hack/ssh_known_hosts (all nine keys).
    private static readonly Dictionary<(string Host, string Type), string> Published = new()
    {
        [("github.com", "ssh-ed25519")] = "+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
        [("github.com", "ecdsa-sha2-nistp256")] = "p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM",
        [("github.com", "ssh-rsa")] = "uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s",
        [("gitlab.com", "ssh-ed25519")] = "eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8",
        [("gitlab.com", "ecdsa-sha2-nistp256")] = "HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw",
        [("gitlab.com", "ssh-rsa")] = "ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ",
        [("bitbucket.org,ssh.bitbucket.org", "ssh-ed25519")] = "ybgmFkzwOSotHTHLJgHO0QN8L0xErw6vd0VhFA9m3SM",
        [("bitbucket.org,ssh.bitbucket.org", "ecdsa-sha2-nistp256")] = "FC73VB6C4OQLSCrjEayhMp9UMxS97caD/Yyi2bhW/J0",
        [("bitbucket.org,ssh.bitbucket.org", "ssh-rsa")] = "46OSHA1Rmj8E8ERTC6xkNcmGOw9oFxYr0WF6zWW8l1E",
    };

    private static string Template => Path.Combine(TempCheckout.Repository, "templates", "known_hosts.sbn");

    [Test]
    public void Should_have_the_published_fingerprints_and_no_other_line_when_it_is_read()
    {
        var pinned = File.ReadLines(Template)
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' '))
            .ToDictionary(parts => (parts[0], parts[1]), parts => Fingerprint(parts[2]));

        pinned.ShouldBe(Published, ignoreOrder: true);
    }

    [TestCase("github.com")]
    [TestCase("gitlab.com")]
    [TestCase("bitbucket.org")]
    [TestCase("ssh.bitbucket.org")]
    [CancelAfter(10_000)]
    public async Task Should_be_found_by_openssh_when_it_looks_for_a_host(string host)
    {
        Tool.Need("ssh-keygen");

        var found = await Tool.RunAsync("ssh-keygen", "-l", "-F", host, "-f", Template);

        foreach (var (_, fingerprint) in Published.Where(pair => pair.Key.Host.Split(',').Contains(host)))
            found.ShouldContain($"SHA256:{fingerprint}");
    }

    private static string Fingerprint(string key) =>
        Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(key))).TrimEnd('=');
}
