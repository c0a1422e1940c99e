using AiSandbox.Host.Features.Review.Facts;

namespace AiSandbox.Host.Features.Review.Rules;

/// <summary>Why a file counts, and what of it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Read">Reads what counts; a file that says nothing that counts is left out.</param>
/// <param name="By">Who reads it by itself, and what happens then; a part of a sentence.</param>
/// <param name="Everywhere">Whether it counts where things are installed or built as well.</param>
internal sealed record FileRule(ReviewKind Kind, FactReader Read, string By = "", bool Everywhere = false)
{
    /// <summary>The rule of a file that is never run or obeyed, whatever its mode.</summary>
    public static readonly FileRule Never = new(ReviewKinds.Unknown, LineFacts.All, nameof(Never));

    /// <summary>The rule of a file that is known and says nothing.</summary>
    public static readonly FileRule Known = new(ReviewKinds.Unknown, LineFacts.All, nameof(Known));

    /// <summary>The rule of what no other rule knows. It may hold a secret.</summary>
    public static readonly FileRule Unknown = new(ReviewKinds.Unknown, LineFacts.Settings);

    /// <summary>A file of which all counts.</summary>
    public FileRule(ReviewKind kind)
        : this(kind, LineFacts.All)
    {
    }

    /// <summary>Reads what counts of a file that is no text.</summary>
    public Func<byte[], IReadOnlyList<string>>? ReadBytes { get; init; }

    /// <summary>Whether it is a git configuration.</summary>
    public bool IsGitConfig => Read == GitConfigFacts.Read;
}
