using System.Text;

namespace AiSandbox.Host.Services.Environments;

/// <summary>Brings an env file up to a newer template.</summary>
internal static class EnvMerge
{
    /// <summary>
    /// The file with the template's missing settings, and the comments right above each, at its end. What is there
    /// stays as it is, byte for byte. A setting that the user turned into a comment is not missing.
    /// </summary>
    /// <returns>The text, and the names of the settings that it lacked.</returns>
    public static (string Text, IReadOnlyList<string> Added) Merge(string text, string template)
    {
        var known = EnvFile.Lines(text).Select(EnvFile.NameOn).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var result = new StringBuilder(text);
        if (text.TrimStart('\uFEFF').Length > 0 && !text.EndsWith('\n'))
            result.Append(newline);

        var added = new List<string>();
        foreach (var (name, lines) in Settings(template).Where(setting => !known.Contains(setting.Name)))
        {
            added.Add(name);
            if (lines.Count > 1)
                result.Append(newline);
            foreach (var line in lines)
                result.Append(line).Append(newline);
        }

        return added.Count == 0 ? (text, added) : (result.ToString(), added);
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Lines)> Settings(string template)
    {
        var comments = new List<string>();
        foreach (var line in EnvFile.Lines(template))
        {
            if (EnvFile.IsSilent(line))
            {
                if (line.Trim().Length == 0)
                    comments.Clear();
                else
                    comments.Add(line);
            }
            else if (EnvFile.NameOn(line) is { } name)
            {
                yield return (name, [.. comments, line]);
                comments.Clear();
            }
        }
    }
}
