using AiSandbox.Host.Services.Reviewing.Facts;

namespace AiSandbox.Host.Services.Reviewing.Rules;

/// <summary>Why a file counts, and what of it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Read">Reads what counts; a file that says nothing that counts is left out.</param>
internal sealed record FileRule(ReviewKind Kind, FactReader Read)
{
    /// <summary>A file of which all counts.</summary>
    public FileRule(ReviewKind kind)
        : this(kind, LineFacts.All)
    {
    }
}
