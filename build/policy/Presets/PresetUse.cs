namespace AiSandbox.Policy.Presets;

/// <summary>A preset in a line of the list.</summary>
/// <param name="Name">The preset's name.</param>
/// <param name="Until">The last day, or <see langword="null"/>.</param>
/// <param name="Entries">What the line stands for.</param>
internal sealed record PresetUse(string Name, DateOnly? Until, IReadOnlyList<AllowlistEntry> Entries)
{
    /// <summary>Whether its last day is over.</summary>
    public bool IsExpired(DateOnly today) => Until < today;
}
