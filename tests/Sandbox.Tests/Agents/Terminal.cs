using System.Globalization;
using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Agents;

/// <summary>A terminal with a screen, which tmux draws: what a user sees of a program, and the keys that he presses.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    /// <summary>Why a test cannot have one; it is the reason for which it is skipped.</summary>
    public const string Missing = "There is no tmux on this machine.";

    /// <summary>How long it waits at the most: until an image is built.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static readonly CommandRunner Runner = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("terminal-").FullName;

    // tmux does not always see that a program has ended, and with what.
    private string Ended => Path.Combine(_folder, "ended");

    private Terminal()
    {
    }

    /// <summary>Starts a program in a new one.</summary>
    public static async Task<Terminal> OpenAsync(Command run, CancellationToken cancellation)
    {
        var terminal = new Terminal();
        var start = terminal.Tmux(
            ["set-option", "-g", "default-terminal", "screen-256color", ";", "set-option", "-g", "remain-on-exit", "on", ";",
             "new-session", "-d", "-x", "120", "-y", "50", "--",
             "bash", "-c", "\"$@\"; echo $? > \"$0.new\"; mv \"$0.new\" \"$0\"", terminal.Ended, run.Executable, .. run.Arguments]);
        var environment = new Dictionary<string, string?>(run.Environment, StringComparer.Ordinal) { ["COLORTERM"] = "truecolor" };
        await Runner.RunAsync(start with { WorkingDirectory = run.WorkingDirectory, Environment = environment }, cancellation);

        return terminal;
    }

    /// <summary>Skips the test where there is none to be had.</summary>
    public static async Task RequireAsync()
    {
        try
        {
            await Runner.RunAsync(new Command("tmux", "-V"), CancellationToken.None);
        }
        catch (CommandException)
        {
            Assert.Ignore(Missing);
        }
    }

    /// <summary>What stands on the screen.</summary>
    public async Task<string> ScreenAsync(CancellationToken cancellation) =>
        (await Runner.RunAsync(Tmux("capture-pane", "-p"), cancellation)).Output.TrimEnd();

    /// <summary>Waits until some words stand on the screen, however its lines break, and presses keys then.</summary>
    /// <param name="words">The words.</param>
    /// <param name="keys">Keys by their names for tmux; what is none is typed as it stands.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task AnswerAsync(string words, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        await SeeAsync([words], cancellation);
        foreach (var key in keys)
        {
            await Task.Delay(1000, cancellation); // a screen that has just come may not listen yet
            await Runner.RunAsync(Tmux("send-keys", key), cancellation);
        }
    }

    /// <summary>Waits until one of some words stands on the screen.</summary>
    /// <returns>That one; the first, where there are several.</returns>
    public async Task<string> SeeAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var screen = await ScreenAsync(cancellation);
            if (words.FirstOrDefault(one => Squeezed(screen).Contains(Squeezed(one), StringComparison.Ordinal)) is { } seen)
                return seen;
            DateTime.UtcNow.ShouldBeLessThan(until, $"'{words[0]}' does not come:\n{screen}");
            Code.ShouldBeNull($"it ended before it showed '{words[0]}':\n{screen}");
            await Task.Delay(200, cancellation);
        }
    }

    /// <summary>Waits until some words are gone from the screen, or so long.</summary>
    public async Task MissAsync(string words, TimeSpan limit, CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + limit;
        while (DateTime.UtcNow < until && Squeezed(await ScreenAsync(cancellation)).Contains(Squeezed(words), StringComparison.Ordinal))
            await Task.Delay(100, cancellation);
    }

    /// <summary>Waits for the program's end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            if (Code is { } code)
                return code;
            DateTime.UtcNow.ShouldBeLessThan(until, await ScreenAsync(cancellation));
            await Task.Delay(200, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Runner.TryAsync(Tmux("kill-server"), CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private int? Code => File.Exists(Ended) ? int.Parse(File.ReadAllText(Ended), CultureInfo.InvariantCulture) : null;

    // No configuration of the user's.
    private Command Tmux(params IEnumerable<string> words) => new("tmux", ["-S", Path.Combine(_folder, "socket"), "-f", "/dev/null", .. words]);

    // Without what frames are drawn of.
    private static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('│' or '┃' or '|')));
}
