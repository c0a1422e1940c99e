using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Cli;

/// <summary>One option of the command line.</summary>
/// <param name="Name">Its kebab-case name without dashes.</param>
/// <param name="Value">What its value is, as help shows it; <see langword="null"/> for a flag.</param>
/// <param name="Description">What it does, for help, which puts the targets before it.</param>
/// <param name="Targets">The targets that read it; those that depend on one of them know it as well. None: every run does.</param>
public record OptionDefinition(string Name, string? Value, string Description, params IReadOnlyList<string> Targets)
{
    /// <summary>Whether it stands alone; a flag of the host also takes <c>=true</c> and <c>=false</c>.</summary>
    public bool IsFlag => Value is null;

    /// <summary>Whether Frosting reads it, and not the host.</summary>
    public bool IsFrosting { get; init; }

    /// <summary>Whether <see cref="Targets"/> are those that have no use for it, and all others know it.</summary>
    public bool IsForAllOthers { get; init; }

    /// <summary>Whether a target reads it only where the user named that target, and not as a dependency.</summary>
    public bool IsOfNamedTargets { get; init; }

    /// <summary>What a shell proposes behind it.</summary>
    public OptionValues Values { get; init; } = OptionValues.Free;

    /// <summary>Other spellings, without dashes; those of one letter take one dash.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Every spelling, the name first.</summary>
    public IEnumerable<string> Spellings => Aliases.Prepend(Name);

    /// <summary>The description as help shows it: with the targets that read it.</summary>
    public string Help => Targets.Count == 0 || IsForAllOthers ? Description : $"{string.Join(", ", Targets)}: {Description}";

    /// <summary>Whether a target knows it.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="catalogue">What depends on what.</param>
    /// <param name="alone">Whether the target runs without what it depends on.</param>
    public bool IsKnownTo(string target, TargetCatalogue catalogue, bool alone = false) => (IsForAllOthers, Targets.Count) switch
    {
        (_, 0) => true,
        (true, _) => !Targets.Contains(target, StringComparer.OrdinalIgnoreCase),
        _ => (alone || IsOfNamedTargets ? [target] : catalogue.WithDependencies(target)).Any(one => Targets.Contains(one, StringComparer.OrdinalIgnoreCase)),
    };

    /// <summary>As it is typed.</summary>
    public sealed override string ToString() => Option.Dashed(Name);

    /// <summary>Looks at a value, so that nothing runs where it cannot be meant.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public virtual void Check(string value, DateTimeOffset now)
    {
    }
}

/// <summary>An option with a value that is more than text.</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="Name">Its kebab-case name without dashes.</param>
/// <param name="Value">What its value is, as help shows it.</param>
/// <param name="Description">What it does, for help.</param>
/// <param name="Read">Reads it at a point in time, which "7d" and "10m" count from.</param>
/// <param name="Targets">The targets that read it.</param>
public sealed record OptionDefinition<T>(
    string Name, string Value, string Description, Func<string, DateTimeOffset, T> Read, params IReadOnlyList<string> Targets)
    : OptionDefinition(Name, Value, Description, Targets)
{
    /// <inheritdoc/>
    public override void Check(string value, DateTimeOffset now) => Read(value, now);
}
