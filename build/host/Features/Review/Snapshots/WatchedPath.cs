namespace AiSandbox.Host.Features.Review.Snapshots;

/// <summary>One path that a host would run or trust, as it was.</summary>
/// <param name="Path">The path below the folder, with slashes.</param>
/// <param name="Kind">The id of its <see cref="ReviewKind"/>.</param>
/// <param name="Traits">Of "executable", "setuid" and "setgid" those that it has, and what else is true of it.</param>
/// <param name="Hash">SHA-256 of what counts of its content; empty where there is none.</param>
/// <param name="Facts">What it says that counts, line by line; empty where it is too long, or is no text.</param>
/// <param name="By">Who reads it by itself, where the name says so.</param>
public sealed record WatchedPath(string Path, string Kind, string Traits, string Hash, IReadOnlyList<string> Facts, string By = "")
{
    /// <summary>The hash of a file that could say something that counts, and does not.</summary>
    public const string Silent = "silent";

    /// <summary>Whether it says nothing that counts.</summary>
    public bool IsSilent => Hash == Silent;

    /// <summary>Whether nothing that counts has changed from one to the other.</summary>
    public bool IsSameAs(WatchedPath other) => (Kind, Traits, Hash) == (other.Kind, other.Traits, other.Hash);
}
