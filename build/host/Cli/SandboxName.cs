using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Cli;

/// <summary>The name that everything a run creates begins with: compose project, images, networks, volumes.</summary>
public sealed partial record SandboxName
{
    private const int SlugLength = 24;

    private SandboxName(string value) => Value = value;

    /// <summary>The name: lower-case letters, digits and dashes, 40 at most.</summary>
    public string Value { get; }

    /// <summary>A name that the user chose.</summary>
    /// <param name="value">The name.</param>
    /// <param name="option">The option that it was given as.</param>
    /// <exception cref="UsageException">It is not a valid name.</exception>
    public static SandboxName Parse(string value, string option = "name")
    {
        if (!Valid().IsMatch(value))
        {
            throw new UsageException(
                $"--{option}: '{value}' is not a name for a sandbox (1 to 40 lower-case letters, digits and dashes; a letter or digit first).");
        }

        if (Device().IsMatch(value))
            throw new UsageException($"--{option}: '{value}' cannot be the name of a folder on Windows. Choose another.");

        return Verification().IsMatch(value)
            ? throw new UsageException($"--{option}: '{value}' is what Verify calls its own sandboxes, which it removes. Choose another.")
            : new SandboxName(value);
    }

    /// <summary>The name of a checkout: its folder's name, and a hash of its path so that two checkouts never collide.</summary>
    public static SandboxName Of(string root)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var folder = Path.GetFileName(path).ToLowerInvariant();
        var slug = Invalid().Replace(folder, "-").Trim('-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..6];

        return new SandboxName(slug.Length == 0 ? $"sandbox-{hash}" : $"{slug[..Math.Min(slug.Length, SlugLength)].TrimEnd('-')}-{hash}");
    }

    /// <summary>Whether that is what Verify calls a sandbox that it makes for this one.</summary>
    public bool IsVerifiedAs(string name) =>
        name.StartsWith($"{Value}-", StringComparison.Ordinal) && Verification().Match(name) is { Success: true } match && match.Index == Value.Length;

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Valid();

    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Device();

    [GeneratedRegex(@"-(verify|mutant)(-[0-9]{1,3})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Verification();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Invalid();
}
