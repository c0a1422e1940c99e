using System.Text.RegularExpressions;
using AiSandbox.Host.Features.Home.Secrets;

namespace Host.Tests.Features.Home.Secrets;

public sealed class SecretRulesTests
{
    // In two parts, so that nobody takes this file for one that holds secrets.
    private static readonly (string Title, string Start, string More)[] Samples =
    [
        ("a private key", "-----BEGIN OPENSSH ", "PRIVATE KEY-----"),
        ("a private key", "-----BEGIN ", "PRIVATE KEY-----\r"),
        ("a private key", """{"key":"-----BEGIN """, """PRIVATE KEY-----\nMII"}"""),
        ("a private key", "-----BEGIN PGP ", "PRIVATE KEY BLOCK-----"),
        ("an AWS access key", "export AWS_ACCESS_KEY_ID=AK", "IAIOSFODNN7ABCDEFG"),
        ("a GitHub token", "gh", "p_" + new string('a', 36)),
        ("a GitHub token", "github", "_pat_" + new string('a', 22) + "_" + new string('b', 59)),
        ("a GitLab token", "gl", "pat-" + new string('a', 20)),
        ("an npm token", "np", "m_" + new string('a', 36)),
        ("a login of npm", "//registry.npmjs.org/:_auth", "Token=0123-4567-89ab"),
        ("a login of npm", "_auth", " = dXNlcjpwYXNz"),
        ("a PyPI token", "pypi", "-AgE" + new string('a', 50)),
        ("an Anthropic key", "sk", "-ant-api03-" + new string('a', 20)),
        ("an OpenAI key", "sk", "-proj-" + new string('a', 40)),
        ("an OpenAI key", "sk", "-" + new string('a', 20) + "T3BlbkFJ" + new string('b', 20)),
        ("a Slack token", "xo", "xb-123456789012-abc"),
        ("a Slack token", "https://hooks.slack", ".com/services/T00000000/B00000000/" + new string('X', 24)),
        ("a Google key", "AI", "za" + new string('a', 35)),
        ("a Stripe key", "sk", "_live_" + new string('a', 24)),
        ("a Hugging Face token", "h", "f_" + new string('a', 34)),
        ("a Docker Hub token", "dckr", "_pat_" + new string('a', 27)),
        ("a DigitalOcean token", "dop", "_v1_" + new string('a', 64)),
        ("a login of Copilot", """  "copilotTo""", """kens": {"""),
        ("a login of Copilot", """{"copilot_to""", """kens":{"https://github.com:ada":"x"}}"""),
        ("a Vault token", "hv", "s." + new string('a', 24)),
    ];

    [TestCaseSource(nameof(Samples))]
    public void Should_tell_a_secret_by_its_first_rule_and_its_words((string Title, string Start, string More) sample)
    {
        var line = sample.Start + sample.More;

        var rule = SecretRules.Contents.First(rule => Regex.IsMatch(line, rule.Pattern, RegexOptions.None, TimeSpan.FromSeconds(5)));

        rule.Title.ShouldBe(sample.Title);
        rule.Words.ShouldContain(word => line.Contains(word, StringComparison.Ordinal), "the words are looked for first");
    }

    [Test]
    public void Should_have_a_sample_for_every_rule() =>
        SecretRules.Contents.Select(rule => rule.Title).Except(Samples.Select(sample => sample.Title)).ShouldBeEmpty();

    [TestCase("const header = '-----BEGIN PRIVATE KEY-----' + body;")]
    [TestCase("AKIAIOSFODNN7EXAMPLE")]
    [TestCase("ghp_short")]
    [TestCase("//registry.npmjs.org/:_authToken=${NPM_TOKEN}")]
    [TestCase("class=\"sk-spinner sk-chasing-dots\"")]
    [TestCase("-----BEGIN PUBLIC KEY-----")]
    [TestCase("the password is in the vault")]
    [TestCase("""{ "copilotTokens": { } }""")]
    public void Should_leave_other_text_alone(string line) =>
        SecretRules.Contents.Where(rule => Regex.IsMatch(line, rule.Pattern, RegexOptions.None, TimeSpan.FromSeconds(5))).ShouldBeEmpty();

    // As each agent writes them, and what it writes beside them at its first start, without any sign-in.
    [TestCase(".claude/.credentials.json", true)]
    [TestCase(".codex/auth.json", true)]
    [TestCase(".codex/.credentials.json", true)]
    [TestCase(".gemini/gemini-credentials.json", true)]
    [TestCase(".gemini/oauth_creds.json", true)]
    [TestCase(".gemini/mcp-oauth-tokens-v2.json", true)]
    [TestCase(".gemini/a2a-oauth-tokens.json", true)]
    [TestCase(".qwen/oauth_creds.json", true)]
    [TestCase(".qwen/mcp-oauth-tokens.json", true)]
    [TestCase(".local/share/opencode/auth.json", true)]
    [TestCase(".local/share/opencode/mcp-auth.json", true)]
    [TestCase(".claude.json", false)]
    [TestCase(".codex/config.toml", false)]
    [TestCase(".gemini/google_accounts.json", false)]
    [TestCase(".gemini/settings.json", false)]
    [TestCase(".copilot/config.json", false)]
    [TestCase(".local/share/opencode/opencode.db", false)]
    public void Should_know_the_files_that_agents_keep_their_logins_in(string file, bool isOne) =>
        SecretRules.Files.Any(pattern => Regex.IsMatch($"./{file}", $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .ShouldBe(isOne);

    [Test]
    public void Should_hand_over_the_folders_that_stay_behind_before_the_rules() =>
        SecretScan.Arguments([".cache", ".npm"]).Take(4).ShouldBe(["2", ".cache", ".npm", string.Join('\n', SecretRules.Contents.SelectMany(rule => rule.Words))]);

    [Test]
    public void Should_read_rules_and_paths_each_path_once()
    {
        var found = SecretScan.Parse("name\0.netrc\0name\0.ssh/id\0a private key\0.ssh/id\0an npm token\0b\nc\0");

        found.ShouldBe(
        [
            new SecretFinding(".netrc", "a file that is there to hold secrets"), new SecretFinding(".ssh/id", "a private key"),
            new SecretFinding("b\nc", "an npm token"),
        ]);
    }

    [Test]
    public void Should_find_nothing_in_an_empty_answer() => SecretScan.Parse("").ShouldBeEmpty();
}
