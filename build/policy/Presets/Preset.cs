namespace AiSandbox.Policy.Presets;

/// <summary>A named set of entries: what one vendor's service needs, and nothing else.</summary>
/// <param name="Name">Its name, without the @.</param>
/// <param name="Summary">What it is for, in a sentence.</param>
/// <param name="Entries">
/// The entries, each with its reason, its line in the preset's file, and where the vendor documents it.
/// </param>
public sealed record Preset(string Name, string Summary, IReadOnlyList<AllowlistEntry> Entries)
{
    /// <summary>The preset as a line of the list names it.</summary>
    public string Spelling => "@" + Name;

    /// <summary>Whether it lets a host through on one port.</summary>
    public bool LetsThrough(string host, AllowedPorts port) =>
        Entries.Any(entry => entry.Ports.HasFlag(port) && entry.Includes(host, isDomain: false));

    /// <summary>The entries as a line of the user's list stands for them.</summary>
    /// <param name="file">The user's list.</param>
    /// <param name="line">The line in it.</param>
    /// <param name="until">The last day that stands in the line.</param>
    public IReadOnlyList<AllowlistEntry> At(string file, int line, DateOnly? until) =>
        [.. Entries.Select(entry => entry with { File = file, Line = line, Until = until })];
}
