using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Ssh;

namespace Host.Tests.Features.Lifecycle.Identity;

public sealed class KeyGeneratorTests
{
    private readonly List<IReadOnlyList<string>> _calls = [];

    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("key generator ").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        Directory.Delete(_folder, recursive: true);
        _calls.Clear();
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task Should_not_be_available_when_there_is_no_such_program()
    {
        var keygen = new SshKeygen(Tool.Runner, "no-such-ssh-keygen");

        (await keygen.IsAvailableAsync(CancellationToken.None)).ShouldBeFalse();
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task Should_leave_nothing_in_the_folder_when_the_host_made_a_pair()
    {
        Tool.Need("ssh-keygen");
        var keygen = new SshKeygen(Tool.Runner);
        (await keygen.IsAvailableAsync(CancellationToken.None)).ShouldBeTrue();

        var pair = await keygen.CreateAsync(_folder, "x", CancellationToken.None);

        pair.PrivateKey.ShouldStartWith("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        pair.ToString().ShouldBe(pair.PublicKey);
        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task Should_leave_nothing_in_the_folder_when_it_is_cancelled()
    {
        Tool.Need("ssh-keygen");

        await Should.ThrowAsync<OperationCanceledException>(() =>
            new SshKeygen(Tool.Runner).CreateAsync(_folder, "x", new CancellationToken(canceled: true)));

        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Test]
    [Platform("Unix")]
    [CancelAfter(10_000)]
    public async Task Should_make_and_read_a_pair_when_the_image_does_it()
    {
        Tool.Need("ssh-keygen", "sh");
        var image = new ImageKeygen(DockerAsShell, "the-image");

        var pair = await image.CreateAsync(_folder, "$(touch pwned) 'c'", CancellationToken.None);

        pair.PublicKey.ShouldEndWith(" $(touch pwned) 'c'");
        var file = Path.Combine(_folder, "private key");
        await File.WriteAllTextAsync(file, pair.PrivateKey);
        (await image.PublicKeyAsync(file, CancellationToken.None)).ShouldBe(pair.PublicKey);
        File.Exists(Path.Combine(_folder, "pwned")).ShouldBeFalse();
        foreach (var call in _calls)
        {
            string.Join(' ', call).ShouldContain(
                "--network none --log-driver none --read-only --tmpfs /tmp --cap-drop ALL");
            call.ShouldNotContain(argument => argument.Contains("PRIVATE KEY", StringComparison.Ordinal));
        }
    }

    [Test]
    public async Task Should_not_be_available_when_docker_or_the_image_is_missing()
    {
        var noImage = new ImageKeygen((_, _, _) => Task.FromResult(new CommandResult(1, "", "No such image")), "i");
        var noDocker = new ImageKeygen((_, _, _) => throw new CommandException(new Command("docker"), null, "?"), "i");
        var there = new ImageKeygen(
            (arguments, _, _) => Task.FromResult(new CommandResult(arguments.Contains("i") ? 0 : 1, "", "")), "i");

        (await noImage.IsAvailableAsync(CancellationToken.None)).ShouldBeFalse();
        (await noDocker.IsAvailableAsync(CancellationToken.None)).ShouldBeFalse();
        (await there.IsAvailableAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [TestCase(1, "")]
    [TestCase(0, "no key here")]
    public async Task Should_fail_with_what_docker_said_when_no_key_comes_back(int exitCode, string output)
    {
        var image = new ImageKeygen(
            (_, _, _) => Task.FromResult(new CommandResult(exitCode, output, "said docker")), "i");

        var failed = await Should.ThrowAsync<CommandException>(
            () => image.CreateAsync(_folder, "c", CancellationToken.None));

        failed.ExitCode.ShouldBe(exitCode);
    }

    [Test]
    [CancelAfter(10_000)]
    public async Task Should_read_a_setting_as_git_does_when_there_is_a_repository()
    {
        Tool.Need("git");
        await Tool.RunAsync("git", "init", "--quiet", _folder);
        await Tool.RunAsync("git", "-C", _folder, "config", "aisandbox.name", "Ada # Lovelace ");
        await Tool.RunAsync("git", "-C", _folder, "config", "aisandbox.empty", "");
        var git = new HostGit(Tool.Runner);

        (await git.ConfigAsync("aisandbox.name", _folder, CancellationToken.None)).ShouldBe("Ada # Lovelace ");
        (await git.ConfigAsync("aisandbox.empty", _folder, CancellationToken.None)).ShouldBeNull();
        (await git.ConfigAsync("aisandbox.none", _folder, CancellationToken.None)).ShouldBeNull();
    }

    private Task<CommandResult> DockerAsShell(
        IReadOnlyList<string> arguments, string? input, CancellationToken cancellation)
    {
        _calls.Add(arguments);
        var shell = arguments.SkipWhile(argument => argument is not "the-image").Skip(1).ToList();
        shell[1] = shell[1].Replace("/tmp/", "./", StringComparison.Ordinal);
        var scratch = Directory.CreateDirectory(Path.Combine(_folder, $"container {_calls.Count}")).FullName;

        return Tool.Runner.TryAsync(
            new Command("/bin/sh", shell) { Input = input, WorkingDirectory = scratch }, cancellation);
    }
}
