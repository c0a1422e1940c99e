using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Platform.Ssh;

/// <summary>The host's ssh-keygen.</summary>
public sealed class SshKeygen(ICommandRunner runner, string executable = "ssh-keygen") : IKeyGenerator
{
    /// <inheritdoc/>
    public async Task<bool> IsAvailableAsync(CancellationToken cancellation)
    {
        try
        {
            // It has no --version; this prints its usage and does nothing.
            await runner.TryAsync(new Command(executable, "-?"), cancellation);
            return true;
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<KeyPair> CreateAsync(string folder, string comment, CancellationToken cancellation)
    {
        var scratch = Path.Combine(folder, $".new-{Path.GetRandomFileName()}");
        FileStore.CreatePrivateFolder(scratch);
        try
        {
            var file = Path.Combine(scratch, "key");
            await runner.RunAsync(
                new Command(executable, "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file), cancellation);

            return new KeyPair(
                await File.ReadAllTextAsync(file, cancellation),
                (await File.ReadAllTextAsync($"{file}.pub", cancellation)).Trim());
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <inheritdoc/>
    public async Task<string> PublicKeyAsync(string privateKeyFile, CancellationToken cancellation)
    {
        // The empty passphrase keeps it from asking at the terminal.
        var result = await runner.RunAsync(new Command(executable, "-y", "-P", "", "-f", privateKeyFile), cancellation);
        return result.Output.Trim();
    }
}
