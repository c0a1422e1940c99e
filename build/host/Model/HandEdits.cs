using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model;

/// <summary>
/// Writes squid.conf, and remembers what it wrote: so that an edit by hand is noticed before the next rendering wipes
/// it out. A running proxy may have it in force, so Verify attacks the edited file and not the fresh one.
/// </summary>
public sealed class HandEdits(Checkout checkout)
{
    /// <summary>The edited text that the last <see cref="Write"/> of this process found; mostly none.</summary>
    public string? Found { get; private set; }

    /// <summary>The lines that were edited, for people: "line 48: http_access allow all".</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(checkout.Configs, "proxy", "squid.conf");

    /// <summary>The text that was rendered last; <see langword="null"/> where there is none.</summary>
    public string? Rendered => FileStore.Read(Last);

    private string Last => System.IO.Path.Combine(checkout.Configs, ".rendered", "squid.conf");

    /// <summary>Writes a rendered squid.conf.</summary>
    /// <returns>Whether the file's content changed.</returns>
    public bool Write(string text)
    {
        if (File.Exists(Path) && File.ReadAllText(Path) is var there
            && !string.Equals(there, text, StringComparison.Ordinal)
            && !(File.Exists(Last) && string.Equals(File.ReadAllText(Last), there, StringComparison.Ordinal)))
        {
            (Found, Lines) = (there, [.. Difference(text, there)]);
        }

        FileStore.Write(Last, text);
        return FileStore.Write(Path, text);
    }

    /// <summary>The lines that were edited since the last rendering; changes nothing, and nothing is remembered.</summary>
    public IReadOnlyList<string> Look() => File.Exists(Path) && File.Exists(Last)
        ? [.. Difference(File.ReadAllText(Last), File.ReadAllText(Path))]
        : [];

    /// <summary>What stands in one text and not in the other, line by line.</summary>
    internal static IEnumerable<string> Difference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        for (var i = 0; i < after.Length; i++)
        {
            if (!before.Contains(after[i], StringComparer.Ordinal) && !OwnAddresses.IsOwn(after[i]))
                yield return $"line {i + 1}: {after[i].Trim()}";
        }

        foreach (var gone in before.Except(after, StringComparer.Ordinal).Where(line => line.Trim().Length > 0 && !OwnAddresses.IsOwn(line)))
            yield return $"missing: {gone.Trim()}";
    }
}
