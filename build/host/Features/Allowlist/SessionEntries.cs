using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>
/// The entries of one session of Watch. They stand in the file that is not committed, where every other target sees them,
/// until Watch ends; where it is killed, the next one removes them, and no entry outlives the next day.
/// </summary>
public sealed class SessionEntries(AllowlistEditor editor, AllowlistStore store)
{
    /// <summary>The comment that tells them from a user's own.</summary>
    public const string Mark = "only while Watch runs";

    /// <summary>Allows a host until Watch ends.</summary>
    public Task AddAsync(AllowlistEntry entry, CancellationToken cancellation) => editor.AddAsync(
        entry with { File = store.Local, Until = store.Today.AddDays(1), Reason = Mark }, cancellation);

    /// <summary>Removes them.</summary>
    /// <exception cref="SandboxException">The list does not lint, so that they stay in force with the rest of the last good one.</exception>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        if (!store.Read().Any(source => source.File == store.Local))
            return;

        try
        {
            await editor.RemoveAsync(entry => entry.File == store.Local && entry.Reason == Mark, null, cancellation);
        }
        catch (SandboxException invalid) when (invalid.ExitCode == ExitCodes.Usage)
        {
            throw new SandboxException(
                $"{invalid.Message}\nUntil then what a key allowed for the session stays allowed: the lines in "
                    + $"{store.Local} that end with `{Mark}`. The next Watch removes them.",
                exitCode: ExitCodes.Usage,
                inner: invalid);
        }

        if (store.Read().Any(source => source.File == store.Local && source.Bytes.IsEmpty))
            store.RemoveLocal();
    }
}
