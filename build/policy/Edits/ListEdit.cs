namespace AiSandbox.Policy.Edits;

/// <summary>An edit of the allowlist that has not been written: a pure function of its files and of what is asked for.</summary>
public sealed class ListEdit
{
    private readonly IReadOnlyList<EditableFile> _files;

    private ListEdit(IReadOnlyList<EditableFile> files) => _files = files;

    /// <summary>What changes; nothing where the files say already what is asked for.</summary>
    public IEnumerable<LineChange> Changes => _files.SelectMany(file => file.Changes);

    /// <summary>All files as they would be.</summary>
    public IReadOnlyList<AllowlistSource> Sources => [.. _files.Select(file => file.Source)];

    /// <summary>The files that change: their names, and what they would hold.</summary>
    public IEnumerable<(string Name, string Text)> Changed =>
        _files.Where(file => file.Changes.Count > 0).Select(file => (file.Name, file.Text));

    /// <summary>
    /// Allows what an entry says: its line is added to its file, or takes the place of one of the same name that says
    /// less.
    /// </summary>
    /// <returns><see langword="null"/> where a file cannot be edited: the linter says why.</returns>
    public static ListEdit? Allow(IReadOnlyList<AllowlistSource> sources, AllowlistEntry wanted, PublicSuffixList suffixes)
    {
        if (Open(sources, suffixes) is not { } files)
            return null;
        if (!files.Exists(file => file.Name == wanted.File))
            files.Add(EditableFile.New(wanted.File));

        var target = files.First(file => file.Name == wanted.File);
        for (var i = 0; i < target.Lines.Count; i++)
        {
            if (target.Lines[i].Entry is not { } old || Merged(old, wanted) is not { } merged)
                continue;

            target.Replace(i, merged);
            return new ListEdit(files);
        }

        target.Add(wanted);
        return new ListEdit(files);
    }

    /// <summary>Adds a line whatever else the list says.</summary>
    /// <returns><see langword="null"/> where a file cannot be edited: the linter says why.</returns>
    public static ListEdit? Add(IReadOnlyList<AllowlistSource> sources, AllowlistEntry wanted, PublicSuffixList suffixes)
    {
        if (Open(sources, suffixes) is not { } files)
            return null;
        if (!files.Exists(file => file.Name == wanted.File))
            files.Add(EditableFile.New(wanted.File));

        files.First(file => file.Name == wanted.File).Add(wanted);
        return new ListEdit(files);
    }

    /// <summary>Writes the line of a preset, or puts it in the place of one of the same preset that ends sooner.</summary>
    /// <returns><see langword="null"/> where a file cannot be edited: the linter says why.</returns>
    public static ListEdit? Allow(IReadOnlyList<AllowlistSource> sources, PresetEntry wanted, PublicSuffixList suffixes)
    {
        if (Open(sources, suffixes) is not { } files)
            return null;
        if (!files.Exists(file => file.Name == wanted.File))
            files.Add(EditableFile.New(wanted.File));

        var target = files.First(file => file.Name == wanted.File);
        var shorter = target.Lines.Index().FirstOrDefault(line => line.Item.Preset is { } old && wanted.Outlasts(old), (-1, null!)).Index;
        if (shorter < 0)
            target.Add(wanted);
        else
            target.Replace(shorter, wanted with { Reason = wanted.Reason ?? target.Lines[shorter].Preset!.Reason });
        return new ListEdit(files);
    }

    /// <summary>The lines that name presets.</summary>
    public static IReadOnlyList<PresetEntry> PresetsOf(IReadOnlyList<AllowlistSource> sources, PublicSuffixList suffixes) =>
        [.. (Open(sources, suffixes) ?? []).SelectMany(file => file.Lines).Select(line => line.Preset).OfType<PresetEntry>()];

    /// <summary>Removes the lines that name a preset from all files.</summary>
    /// <returns><see langword="null"/> where a file cannot be edited: the linter says why.</returns>
    public static ListEdit? Remove(IReadOnlyList<AllowlistSource> sources, PresetEntry denied, PublicSuffixList suffixes)
    {
        if (Open(sources, suffixes) is not { } files)
            return null;

        foreach (var file in files)
            file.RemovePresets(preset => preset.Name == denied.Name);

        return new ListEdit(files);
    }

    /// <summary>Removes entries from all files.</summary>
    /// <returns><see langword="null"/> where a file cannot be edited: the linter says why.</returns>
    public static ListEdit? Remove(
        IReadOnlyList<AllowlistSource> sources, Predicate<AllowlistEntry> isMeant, PublicSuffixList suffixes)
    {
        if (Open(sources, suffixes) is not { } files)
            return null;

        foreach (var file in files)
            file.Remove(isMeant);

        return new ListEdit(files);
    }

    private static List<EditableFile>? Open(IReadOnlyList<AllowlistSource> sources, PublicSuffixList suffixes)
    {
        var files = sources.Select(source => EditableFile.Read(source, suffixes)).ToList();
        return files.Contains(null) ? null : [.. files.OfType<EditableFile>()];
    }

    // One line for both where it takes away from neither: all of the old is in the new, or they end on the same day. A
    // private address stays open no longer than it was to be.
    private static AllowlistEntry? Merged(AllowlistEntry old, AllowlistEntry wanted)
    {
        if (old.Spelling != wanted.Spelling || (old.Private && !wanted.Private && old.Until != wanted.Until))
            return null;

        var holdsOld = (old.Ports & ~wanted.Ports) == AllowedPorts.None && (wanted.Until is null || old.Until <= wanted.Until);
        return holdsOld || old.Until == wanted.Until
            ? wanted with
            {
                Ports = wanted.Ports | old.Ports,
                Private = old.Private || wanted.Private,
                Broad = old.Broad || wanted.Broad,
                Reason = wanted.Reason ?? old.Reason,
            }
            : null;
    }
}
