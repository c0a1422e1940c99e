using System.Security.Cryptography;
using System.Text;

namespace AiSandbox.Verification.Proofs;

/// <summary>
/// What the proof of a run rests on: configuration, images, engine and cases, each part by the name that people know it
/// by. Where one of them changes, a green run says nothing any more.
/// </summary>
/// <param name="Parts">The parts: what each is, as a hash or a version.</param>
public sealed record EffectiveConfiguration(IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>The SHA-256 over all parts, in the order of their names.</summary>
    public string Hash => HashOf(string.Concat(
        Parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key}\n{part.Value}\n")));

    /// <summary>The names of the parts that are not the same in another, there or missing.</summary>
    public IReadOnlyList<string> Difference(EffectiveConfiguration other) =>
    [
        .. Parts.Keys.Union(other.Parts.Keys, StringComparer.Ordinal)
            .Where(name => Parts.GetValueOrDefault(name) != other.Parts.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The SHA-256 of a text, whatever its line ends: a checkout may have others than the one before.</summary>
    public static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}
