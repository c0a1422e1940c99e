namespace AiSandbox.Policy.Presets;

/// <summary>Reads what stands in a line that names a preset: its name, and perhaps a last day.</summary>
/// <param name="presets">The presets there are.</param>
internal sealed class PresetLine(PresetCatalogue presets)
{
    // Comparing takes time with the product of the lengths, and the word may be as long as the file.
    private const int LongestName = 40;

    /// <summary>Reads a line whose first word begins with an @.</summary>
    /// <param name="file">The list.</param>
    /// <param name="number">The line in it.</param>
    /// <param name="words">The words before the comment, with their places.</param>
    /// <param name="complaints">Takes what is wrong.</param>
    /// <returns>What it stands for; <see langword="null"/> where something is wrong.</returns>
    public PresetUse? Read(
        string file, int number, IReadOnlyList<(string Text, int Offset)> words, List<Complaint> complaints)
    {
        var (word, offset) = words[0];
        var reading = presets.Find(word[1..]);
        if (reading is null)
            complaints.Add(Complaint.Fatal(offset, RuleIds.Preset, Unknown(word)));
        else if (reading.Preset is null)
            complaints.Add(Complaint.Fatal(
                offset, RuleIds.PresetFile,
                $"{SafeText.Of(word, LongestName)} cannot be read: {reading.Problems[0]} "
                    + $"(git restore {reading.Problems[0].File})"));

        var options = new EntryOptions();
        foreach (var (option, place) in words.Skip(1))
        {
            if (ComplaintOf(option, place, options) is { } complaint)
                complaints.Add(complaint);
        }

        return reading?.Preset is { } preset && !complaints.Exists(complaint => complaint.IsFatal)
            ? new PresetUse(preset.Name, options.Until, preset.At(file, number, options.Until))
            : null;
    }

    private static Complaint? ComplaintOf(string word, int offset, EntryOptions options)
    {
        var complaint = options.Add(word, offset);
        var isUntil = word.StartsWith(EntryOptions.UntilPrefix, StringComparison.OrdinalIgnoreCase);

        return complaint is null && !isUntil
            ? Complaint.Fatal(offset, RuleIds.PresetOption,
                $"A preset has its own ports, and `{word}` cannot change them: it takes `until=` alone. "
                    + "To let less through, write lines for the hosts that are needed.")
            : complaint;
    }

    private string Unknown(string word)
    {
        var shown = SafeText.Of(word, LongestName);
        if (presets.Names.Count == 0)
        {
            return $"There is no preset {shown}: {PresetCatalogue.Folder} is missing or empty "
                + $"(git restore {PresetCatalogue.Folder}).";
        }

        return word.Length <= LongestName && Nearest.To(word[1..], presets.Names) is { } near
            ? $"There is no preset {shown}. Did you mean `@{near}`?"
            : $"There is no preset {shown}: there are {string.Join(", ", presets.Names.Select(name => "@" + name))}.";
    }
}
