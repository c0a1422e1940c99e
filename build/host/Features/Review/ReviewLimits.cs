namespace AiSandbox.Host.Features.Review;

/// <summary>How much of a tree is looked at: an agent chooses its size. What lies beyond is named.</summary>
/// <param name="Entries">Files and folders that are listed.</param>
/// <param name="Depth">Folders below the first.</param>
/// <param name="Watched">Paths that are kept.</param>
/// <param name="FactBytes">The longest file whose lines are kept.</param>
/// <param name="FileBytes">The longest file that is hashed; a longer one is told by its length and its time.</param>
/// <param name="KeptBytes">The lines of all files that are kept; of the rest the hash alone.</param>
/// <param name="HashedBytes">All files that are hashed.</param>
/// <param name="IndexBytes">The longest index of a repository that is read.</param>
/// <param name="PathCharacters">The paths of all that is listed: names may be long, and folders deep.</param>
/// <param name="UnknownBytes">Files of folders that no rule knows that are hashed; of the rest length and time.</param>
public sealed record ReviewLimits(
    int Entries = 1_000_000,
    int Depth = 100,
    int Watched = 20_000,
    int FactBytes = 256 << 10,
    int FileBytes = 16 << 20,
    long KeptBytes = 16 << 20,
    long HashedBytes = 1L << 30,
    int IndexBytes = 64 << 20,
    long PathCharacters = 160_000_000,
    long UnknownBytes = 64 << 20);
