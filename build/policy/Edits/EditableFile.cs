using System.Text;

namespace AiSandbox.Policy.Edits;

/// <summary>One line of a file that is edited.</summary>
/// <param name="Text">The line without its ending.</param>
/// <param name="Ending">Its ending, as it stands in the file.</param>
/// <param name="Entry">The entry that it stands for, or <see langword="null"/>.</param>
/// <param name="Preset">The preset that it names instead, or <see langword="null"/>.</param>
internal sealed record EditableLine(string Text, string Ending, AllowlistEntry? Entry, PresetEntry? Preset = null);

/// <summary>A file of the allowlist, to be edited line by line. What an edit does not touch keeps every byte.</summary>
internal sealed class EditableFile
{
    private readonly List<EditableLine> _lines;
    private readonly List<LineChange> _changes = [];

    private EditableFile(string name, List<EditableLine> lines) => (Name, _lines) = (name, lines);

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<EditableLine> Lines => _lines;

    /// <summary>What has been changed.</summary>
    public IReadOnlyList<LineChange> Changes => _changes;

    /// <summary>What the file holds now.</summary>
    public string Text => string.Concat(_lines.Select(line => line.Text + line.Ending));

    /// <summary>As the linter takes it.</summary>
    public AllowlistSource Source => new(Name, Encoding.UTF8.GetBytes(Text));

    /// <summary>A file that is not there yet.</summary>
    public static EditableFile New(string name) => new(name, []);

    /// <summary>Reads a file.</summary>
    /// <returns>
    /// The file; <see langword="null"/> where its bytes are not plain UTF-8, which the linter refuses and an edit would
    /// not keep.
    /// </returns>
    public static EditableFile? Read(AllowlistSource source, PublicSuffixList suffixes)
    {
        var reader = new LineReader(suffixes);
        var text = AllowlistText.Of(source.Bytes.Span);
        var lines = text.Lines.Select((line, i) =>
            new EditableLine(line.Text, line.Ending, reader.Read(source.File, i + 1, line.Text).Entry, PresetEntry.Read(source.File, i + 1, line.Text)));
        var file = new EditableFile(source.File, [.. lines]);

        return file.Source.Bytes.Span.SequenceEqual(source.Bytes.Span) ? file : null;
    }

    /// <summary>Writes an entry below the last one, or at the end where there is none.</summary>
    public void Add(AllowlistEntry entry) => Insert(new EditableLine(EntryLine.Of(entry), "", entry));

    /// <summary>Writes a line that names a preset in the same place.</summary>
    public void Add(PresetEntry preset) => Insert(new EditableLine(preset.Text, "", null, preset));

    /// <summary>Writes an entry in the place of a line.</summary>
    public void Replace(int index, AllowlistEntry entry) => Replace(index, EntryLine.Of(entry), entry, null);

    /// <summary>Writes a line that names a preset in the place of a line.</summary>
    public void Replace(int index, PresetEntry preset) => Replace(index, preset.Text, null, preset);

    /// <summary>Removes the lines of some entries.</summary>
    public void Remove(Predicate<AllowlistEntry> isMeant) => RemoveLines(line => line.Entry is { } entry && isMeant(entry));

    /// <summary>Removes the lines that name some presets.</summary>
    public void RemovePresets(Predicate<PresetEntry> isMeant) => RemoveLines(line => line.Preset is { } preset && isMeant(preset));

    private void Insert(EditableLine line)
    {
        var last = _lines.FindLastIndex(line => line.Entry is not null || line.Preset is not null);
        var at = last < 0 ? _lines.Count : last + 1;
        var ending = _lines.Count > 0 && _lines[0].Ending.Length > 0 ? _lines[0].Ending : "\n";
        if (at > 0 && _lines[at - 1].Ending.Length == 0)
            _lines[at - 1] = _lines[at - 1] with { Ending = ending };

        _lines.Insert(at, line with { Ending = ending });
        _changes.Add(new LineChange(Name, at + 1, null, line.Text));
    }

    private void Replace(int index, string text, AllowlistEntry? entry, PresetEntry? preset)
    {
        _changes.Add(new LineChange(Name, index + 1, _lines[index].Text, text));
        _lines[index] = new EditableLine(text, _lines[index].Ending, entry, preset);
    }

    private void RemoveLines(Predicate<EditableLine> isMeant)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            if (isMeant(_lines[i]))
                _changes.Add(new LineChange(Name, i + 1, _lines[i].Text, null));
        }

        _lines.RemoveAll(isMeant);
    }
}
