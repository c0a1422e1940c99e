namespace AiSandbox.Host.Options;

/// <summary>One option of the command line.</summary>
/// <param name="Name">Its kebab-case name without dashes.</param>
/// <param name="Value">What its value is, as help shows it; <see langword="null"/> for a flag.</param>
/// <param name="Description">One sentence for help.</param>
/// <param name="Aliases">Other spellings, without dashes; those of one letter take one dash.</param>
public sealed record OptionDefinition(string Name, string? Value, string Description, params IReadOnlyList<string> Aliases)
{
    /// <summary>Whether it stands alone; a flag of the host also takes <c>=true</c> and <c>=false</c>.</summary>
    public bool IsFlag => Value is null;

    /// <summary>Whether Frosting reads it, and not the host.</summary>
    public bool IsFrosting { get; init; }

    /// <summary>Every spelling, the name first.</summary>
    public IEnumerable<string> Spellings => Aliases.Prepend(Name);
}
