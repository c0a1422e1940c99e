namespace AiSandbox.Policy;

/// <summary>A file as <c>--fix</c> writes it.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Text">Its text; lines that are right are as they were.</param>
/// <param name="IsChanged">Whether that is something else than the file holds.</param>
public sealed record FixedFile(string File, string Text, bool IsChanged);

/// <summary>What the linter found.</summary>
/// <param name="Findings">The findings by file, line and column.</param>
/// <param name="Fixed">The files with everything corrected that can be.</param>
public sealed record LintResult(IReadOnlyList<Finding> Findings, IReadOnlyList<FixedFile> Fixed)
{
    /// <summary>Whether the list is refused.</summary>
    public bool IsRefused => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>The list that is in force; it lets nothing through where it is refused.</summary>
    public AllowedSites Sites => IsRefused ? AllowedSites.Nothing : ValidSites;

    /// <summary>What would be in force without the lines that are wrong.</summary>
    internal AllowedSites ValidSites { get; init; } = AllowedSites.Nothing;
}
