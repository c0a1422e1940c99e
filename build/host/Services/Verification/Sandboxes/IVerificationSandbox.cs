using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Services.Verification.Catalogue;

namespace AiSandbox.Host.Services.Verification.Sandboxes;

/// <summary>
/// A running sandbox as the cases need it: its own with a simulated internet, or the user's with the real one.
/// </summary>
public interface IVerificationSandbox : IAsyncDisposable
{
    /// <summary>What it is made of, for the report.</summary>
    SandboxFacts Facts { get; }

    /// <summary>The values of the placeholders that hold for the whole run.</summary>
    IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Runs the command of a case, its placeholders filled in, and ends it when its time is over.</summary>
    /// <exception cref="CommandException">The engine's client could not be started.</exception>
    /// <exception cref="SandboxException">The engine could not run it.</exception>
    Task<CommandResult> ExecuteAsync(VerificationCase test, CancellationToken cancellation);

    /// <summary>
    /// Reads what the proxy has logged behind an offset. First it makes the proxy refuse a name of this run, and waits
    /// for that line: a log that shows it shows everything that went before.
    /// </summary>
    Task<LogExtract> ReadProxyLogAsync(long offset, CancellationToken cancellation);

    /// <summary>
    /// Reads what the simulated internet has logged behind an offset, in the same way; <see langword="null"/> where the
    /// internet is the real one.
    /// </summary>
    Task<LogExtract?> ReadInternetLogAsync(long offset, CancellationToken cancellation);
}

/// <summary>A piece of a log.</summary>
/// <param name="Lines">Its lines, without those that the reading itself caused.</param>
/// <param name="End">Where the next piece begins.</param>
/// <param name="Lost">Why it is no witness; <see langword="null"/> where it is one.</param>
public sealed record LogExtract(IReadOnlyList<string> Lines, long End, string? Lost = null);

/// <summary>What a sandbox is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Live">Whether it is the user's own and the internet is the real one.</param>
/// <param name="Engine">The engine and its version.</param>
/// <param name="Images">The images by service: their ids.</param>
/// <param name="Policy">The SHA-256 of the squid.conf that was in force.</param>
public sealed record SandboxFacts(
    string Name, bool Live, string Engine, IReadOnlyDictionary<string, string> Images, string Policy);
