using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Verification;

/// <summary>
/// A running sandbox as the cases need it, whatever carries it: one of Verify's own with a simulated internet, or the user's with
/// the real one. Where a method throws in the course of a case, that case is not proven.
/// </summary>
public interface IVerificationSandbox : IAsyncDisposable
{
    /// <summary>What it is made of, for the report.</summary>
    SandboxFacts Facts { get; }

    /// <summary>The values of the placeholders that hold for the whole run.</summary>
    IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Runs the command of a case, its placeholders filled in, and ends it when its time is over.</summary>
    Task<CommandEnd> ExecuteAsync(VerificationCase test, CancellationToken cancellation);

    /// <summary>
    /// Reads what guard and proxy have logged since the last reading. First it makes both refuse a name of this run, and
    /// waits for those lines: a log that shows them shows everything that went before.
    /// </summary>
    Task<LogExtract> ReadProxyLogAsync(CancellationToken cancellation);

    /// <summary>
    /// Reads what the simulated internet has logged since, in the same way; <see langword="null"/> where the internet is
    /// the real one.
    /// </summary>
    Task<LogExtract?> ReadInternetLogAsync(CancellationToken cancellation);

    /// <summary>Brings about what a case lives through: a fault, another list.</summary>
    /// <param name="test">The case.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What puts everything back, and waits until it answers.</returns>
    Task<IAsyncDisposable> DisturbAsync(VerificationCase test, CancellationToken cancellation);

    /// <summary>Gives guard or proxy another configuration, and starts it anew.</summary>
    /// <param name="file">The file: squid.conf or guard.json.</param>
    /// <param name="text">Its content.</param>
    /// <param name="cancellation">Ends it.</param>
    Task WeakenAsync(string file, string text, CancellationToken cancellation);
}

/// <summary>How a command inside ended.</summary>
/// <param name="ExitCode">Its exit code; 124, as timeout(1) has it, where its time was over.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record CommandEnd(int ExitCode, string Output, string Error);

/// <summary>A piece of a log.</summary>
/// <param name="Lines">Its lines, without those that the reading itself caused.</param>
/// <param name="Lost">Why it is no witness; <see langword="null"/> where it is one.</param>
public sealed record LogExtract(IReadOnlyList<string> Lines, string? Lost = null);

/// <summary>What a sandbox is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Live">Whether it is the user's own and the internet is the real one.</param>
/// <param name="Engine">The engine and its version.</param>
/// <param name="Images">The images by service: their ids.</param>
/// <param name="Policy">The SHA-256 of the squid.conf that was in force.</param>
public sealed record SandboxFacts(
    string Name, bool Live, string Engine, IReadOnlyDictionary<string, string> Images, string Policy);
