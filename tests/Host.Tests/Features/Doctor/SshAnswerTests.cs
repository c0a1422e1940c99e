using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Doctor;
using AiSandbox.Host.Platform.Commands;

namespace Host.Tests.Features.Doctor;

public sealed class SshAnswerTests
{
    private static readonly HostOptions Options = new() { Name = SandboxName.Parse("box") };

    private static Answer Of(int exitCode, string output, string error, bool hasOwnKey = false) =>
        SshAnswer.Of(Options, "git.example", hasOwnKey, new CommandResult(exitCode, output, error));

    [TestCase(1, "", "Hi ada! You've successfully authenticated, but GitHub does not provide shell access.\n")]
    [TestCase(1, "", "Hi ada/tool! You've successfully authenticated, but GitHub does not provide shell access.\n")]
    [TestCase(0, "Welcome to GitLab, @ada!\n", "")]
    [TestCase(0, "authenticated via ssh key.\n\nYou can use git to connect to Bitbucket. Shell access is disabled\n", "")]
    [TestCase(1, "", "Warning: Permanently added 'x' to the list of known hosts.\r\nHi ada!\r\n")]
    public void Should_show_the_greeting_when_the_server_knows_the_key(int exitCode, string output, string error)
    {
        var answer = Of(exitCode, output, error);

        answer.State.ShouldBe(CheckState.Ok);
        answer.Repair.ShouldBeNull();
        $"{output}{error}".ShouldContain(answer.Found);
        answer.Found.ShouldNotContain("\n");
        answer.Found.ShouldNotStartWith("Warning");
    }

    [TestCase("git@git.example: Permission denied (publickey).", "the server knows no such key", "--target=PrepareSsh")]
    [TestCase("nc: Proxy error: \"HTTP/1.1 403 Forbidden\"\nkex_exchange_identification: Connection closed", "the proxy denies it", "--target=Allow --domain=git.example --ports=22")]
    [TestCase("nc: Proxy error: \"HTTP/1.1 503 Service Unavailable\"", "the proxy cannot reach it", "DNS")]
    [TestCase("No ED25519 host key is known for git.example and you have requested strict checking.\r\nHost key verification failed.", "the server's key is not pinned", "configs/.ssh/known_hosts.own")]
    [TestCase("sign_and_send_pubkey: signing failed for ED25519 \"/etc/ai-sandbox/ssh/id_ed25519\" from agent: agent refused operation\ngit@git.example: Permission denied (publickey).", "the sandbox's key is not for that host, whose own key is not pinned", "configs/.ssh/known_hosts.own")]
    [TestCase("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", "the server shows another key than the pinned one", "fingerprint")]
    [TestCase("Connection timed out during banner exchange", "Connection timed out during banner exchange", "--target=LogsProxy")]
    [TestCase("", "no answer, exit code 255", "--target=LogsProxy")]
    public void Should_say_why_and_what_to_do_when_it_does_not_let_us_in(string error, string found, string repair)
    {
        var answer = Of(255, "", error);

        answer.State.ShouldBe(CheckState.Wrong);
        answer.Found.ShouldBe(found);
        answer.Repair.ShouldNotBeNull().ShouldContain(repair);
    }

    [Test]
    public void Should_name_the_hosts_own_key_when_it_has_one() =>
        Of(255, "", "Permission denied (publickey).", hasOwnKey: true).Repair.ShouldNotBeNull().ShouldContain("--target=PrepareSsh --host=git.example");
}
