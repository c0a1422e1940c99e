using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Ssh;

/// <summary>Runs the docker CLI to the end and returns the result, whatever the exit code.</summary>
/// <param name="arguments">What stands behind <c>docker</c>.</param>
/// <param name="input">Text for standard input; empty input where <see langword="null"/>.</param>
/// <param name="cancellation">Cancels.</param>
/// <exception cref="CommandException">There is no docker CLI.</exception>
public delegate Task<CommandResult> DockerCommand(
    IReadOnlyList<string> arguments, string? input, CancellationToken cancellation);

/// <summary>
/// The workspace image's ssh-keygen, for a host that has none. Keys go through standard input and output: no folder is
/// mounted, so the files belong to the user, and an engine on another machine will do.
/// </summary>
public sealed class ImageKeygen(DockerCommand docker, string image) : IKeyGenerator
{
    private const string EndOfPrivateKey = "-----END OPENSSH PRIVATE KEY-----\n";

    // Constant: what varies comes as $1, or on standard input.
    private const string CreateScript =
        """umask 077 && ssh-keygen -q -t ed25519 -N "" -C "$1" -f /tmp/key && cat /tmp/key /tmp/key.pub""";

    private const string PublicKeyScript =
        """umask 077 && cat > /tmp/key && ssh-keygen -y -P "" -f /tmp/key""";

    private Command Shown => new("docker", "run", image, "ssh-keygen");

    /// <inheritdoc/>
    public async Task<bool> IsAvailableAsync(CancellationToken cancellation)
    {
        try
        {
            return (await docker(["image", "inspect", "--format", "{{.Id}}", image], null, cancellation)).ExitCode == 0;
        }
        catch (CommandException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<KeyPair> CreateAsync(string folder, string comment, CancellationToken cancellation)
    {
        var output = (await RunAsync(null, cancellation, CreateScript, "sh", comment)).ReplaceLineEndings("\n");
        var end = output.IndexOf(EndOfPrivateKey, StringComparison.Ordinal);
        if (end < 0)
            throw new CommandException(Shown, 0, "It wrote no private key.");

        end += EndOfPrivateKey.Length;
        return new KeyPair(output[..end], output[end..].Trim());
    }

    /// <inheritdoc/>
    public async Task<string> PublicKeyAsync(string privateKeyFile, CancellationToken cancellation)
    {
        var privateKey = await File.ReadAllTextAsync(privateKeyFile, cancellation);
        return (await RunAsync(privateKey, cancellation, PublicKeyScript)).Trim();
    }

    private async Task<string> RunAsync(string? input, CancellationToken cancellation, params string[] script)
    {
        // No network, nothing written but to memory, and no log: a private key goes through here.
        string[] arguments =
        [
            "run", "--rm", "--interactive", "--pull", "never", "--network", "none", "--log-driver", "none",
            "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--entrypoint", "/bin/sh",
            image, "-c", .. script,
        ];
        var result = await docker(arguments, input, cancellation);

        return result.ExitCode == 0
            ? result.Output
            : throw new CommandException(Shown, result.ExitCode, result.Error);
    }
}
