using System.Security.Cryptography;
using System.Threading.Channels;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>
/// Ties a command in the workspace to this process: docker leaves one running when its CLI goes, and an agent that nobody
/// watches any more would go on. A second command in the container holds the first; its standard input ends when this
/// process does, however that ends, and then it ends the first with all that it started (images/workspace/bin/sandbox-session).
/// </summary>
internal sealed class WorkspaceSession(DockerCli docker, string workspace) : IAsyncDisposable
{
    private const string Program = "sandbox-session";
    private const int NotThere = 127;

    // Longer than it takes to end whatever does not end by itself.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MissingLimit = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan LetGoLimit = TimeSpan.FromSeconds(3);

    private readonly string _id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly Channel<string> _life = Channel.CreateUnbounded<string>();
    private Task<CommandResult> _holding = Task.FromResult(new CommandResult(0, "", ""));

    /// <summary>Holds what <see cref="Command"/> starts, from now on.</summary>
    /// <param name="words">What it is, for Status.</param>
    public void Hold(string words) => _holding = docker.ConverseAsync(
        ["exec", "--interactive", workspace, Program, "hold", _id, words], _life.Reader, _ => { }, CancellationToken.None);

    /// <summary>What stands behind the container's name in <c>docker exec</c>: it begins once it is held.</summary>
    public IReadOnlyList<string> Command(IReadOnlyList<string> command) => [Program, "run", _id, .. command];

    /// <summary>Whether the image in the workspace is of a time before there were sessions: then neither command was found.</summary>
    /// <param name="code">What the command ended with.</param>
    public async Task<bool> IsUnknownAsync(int code)
    {
        if (code is not NotThere)
            return false;

        await Task.WhenAny(_holding, Task.Delay(MissingLimit));
        return _holding is { IsCompletedSuccessfully: true, Result.ExitCode: NotThere };
    }

    /// <summary>Ends it at once.</summary>
    /// <returns>When nothing of it is left, or the workspace does not answer.</returns>
    public Task EndAsync() => docker.AskAsync(["exec", workspace, Program, "end", _id], CancellationToken.None, EndLimit);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _life.Writer.TryComplete();
        await Task.WhenAny(_holding, Task.Delay(LetGoLimit));
        // A signal to the whole group ends the CLI that holds it as well, and maybe before this process has heard of it.
        if (_holding is { IsCompletedSuccessfully: true, Result.ExitCode: not (0 or NotThere) })
            await EndAsync();
    }
}
