using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Platform.Git;

/// <inheritdoc cref="IHostGit"/>
public sealed class HostGit(ICommandRunner runner) : IHostGit
{
    /// <inheritdoc/>
    public async Task<string?> ConfigAsync(string name, string folder, CancellationToken cancellation)
    {
        try
        {
            var result = await runner.TryAsync(
                new Command("git", "config", "--get", name) { WorkingDirectory = folder }, cancellation);
            var value = result.Output.TrimEnd('\r', '\n');
            return result.ExitCode == 0 && value.Length > 0 ? value : null;
        }
        catch (CommandException missing) when (missing.ExitCode is null)
        {
            return null;
        }
    }
}
