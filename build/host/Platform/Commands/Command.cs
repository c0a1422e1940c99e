using System.Threading.Channels;

namespace AiSandbox.Host.Platform.Commands;

/// <summary>A child process to start: never a shell string, always an argument list.</summary>
/// <param name="Executable">A name looked up on PATH, or an absolute path.</param>
/// <param name="Arguments">The arguments, unescaped.</param>
public sealed record Command(string Executable, params IReadOnlyList<string> Arguments)
{
    /// <summary>The folder it starts in; the current one where <see langword="null"/>.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables added to the inherited environment; a <see langword="null"/> value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Text for standard input; empty input where <see langword="null"/>.</summary>
    public string? Input { get; init; }

    /// <summary>
    /// Lines for standard input, which stays open until there are no more: what the command starts elsewhere sees its end when
    /// the command goes, however that ends.
    /// </summary>
    public ChannelReader<string>? Lines { get; init; }

    /// <summary>Writes bytes to standard input, which ends with it.</summary>
    public Func<Stream, CancellationToken, Task>? Feed { get; init; }

    /// <summary>A <see cref="Feed"/> of what comes out of a channel, each piece as it comes, until there are no more.</summary>
    /// <typeparam name="T">What a piece is.</typeparam>
    public static Func<Stream, CancellationToken, Task> FeedOf<T>(ChannelReader<T> pieces, Func<T, byte[]> bytes) => async (stream, ended) =>
    {
        await foreach (var piece in pieces.ReadAllAsync(ended))
        {
            await stream.WriteAsync(bytes(piece), ended);
            await stream.FlushAsync(ended);
        }
    };

    /// <summary>Gets the bytes of standard output; a result has none then.</summary>
    public Stream? Sink { get; init; }

    /// <summary>
    /// How many bytes it may print: one that prints more is ended, and its result says so in place of what it printed. For what
    /// somebody else decides on; <see langword="null"/> for no limit.
    /// </summary>
    public int? MaximumOutput { get; init; }

    /// <summary>
    /// How long it may take; it is killed then, with all that it started. No limit where <see langword="null"/>, and none for
    /// a command that has the terminal or is talked to.
    /// </summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>Cancelled, a command that has the terminal is killed at once: for what would never end by itself.</summary>
    public CancellationToken Kill { get; init; }

    /// <summary>Values that are masked wherever this command is shown.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The command line as it may be shown: quoted where needed, secrets masked.</summary>
    public override string ToString() =>
        string.Join(' ', Arguments.Prepend(Executable).Select(Mask).Select(Quote));

    /// <summary>A text with this command's secrets masked.</summary>
    public string Mask(string text) =>
        Secrets.Where(secret => secret.Length > 0).Aggregate(text, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal));

    private static string Quote(string word) =>
        word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'' or '$' or '\\')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
