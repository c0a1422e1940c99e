using System.Globalization;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Policy.Edits;

/// <summary>A line of the list that names a preset.</summary>
/// <param name="Name">The preset's name, without the @.</param>
/// <param name="Until">The last day on which it is in force, or <see langword="null"/>.</param>
/// <param name="Reason">The comment behind it, or <see langword="null"/>.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">Its line, counted from 1.</param>
public sealed record PresetEntry(string Name, DateOnly? Until, string? Reason, string File, int Line)
{
    /// <summary>The preset as a line of the list names it.</summary>
    public string Spelling => "@" + Name;

    /// <summary>Where it stands, for messages.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");

    /// <summary>Name and options.</summary>
    public string WithOptions =>
        Spelling + (Until is { } day ? string.Create(CultureInfo.InvariantCulture, $" {EntryOptions.UntilPrefix}{day:yyyy-MM-dd}") : "");

    /// <summary>The whole line without its ending.</summary>
    public string Text => $"{WithOptions}{(Reason is null ? "" : $"  # {Reason}")}";

    /// <summary>The preset that a line names, whether there is such a preset or not: what is gone can be taken off the list.</summary>
    /// <returns><see langword="null"/> where it names none, or has an option that no preset takes.</returns>
    public static PresetEntry? Read(string file, int line, string text)
    {
        var words = text.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [['@', .. var name], ..] || !PresetCatalogue.IsName(name.ToLowerInvariant()))
            return null;

        var options = new EntryOptions();
        if (words[1..].Any(word => options.Add(word, 0) is not null))
            return null;

        var reason = LineReader.CommentOf(text).TrimStart('#').Trim();
        return new PresetEntry(name.ToLowerInvariant(), options.Until, reason.IsEmpty ? null : reason.ToString(), file, line);
    }

    /// <summary>Whether it lets through for as long as another line of the same preset.</summary>
    public bool Outlasts(PresetEntry other) => Name == other.Name && (Until is null || other.Until <= Until);
}
