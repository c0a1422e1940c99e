using System.Text;

namespace AiSandbox.Host.Model.Settings;

/// <summary>Brings an env file up to a newer template.</summary>
internal static class EnvMerge
{
    /// <summary>
    /// The file with the template's missing settings, and the comments right above each, at its end. What is there
    /// stays as it is, byte for byte. A setting that the user turned into a comment is not missing.
    /// </summary>
    /// <returns>The text, and the names of the settings that it lacked.</returns>
    /// <param name="text">The file.</param>
    /// <param name="template">What it is to have.</param>
    /// <param name="always">Whether a comment does not count as being there.</param>
    public static (string Text, IReadOnlyList<string> Added) Merge(string text, string template, bool always = false)
    {
        var known = EnvFile.Lines(text).Where(line => !always || !EnvFile.IsSilent(line)).Select(EnvFile.NameOn).OfType<string>().ToHashSet(StringComparer.Ordinal);
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

    /// <summary>The file with another value of a setting; all else stays as it is.</summary>
    public static string Set(string text, string name, string value)
    {
        var lines = text.Split('\n');
        var assignment = $"{name}={EnvValue.Write(value)}";
        var at = Array.FindIndex(lines, line => !EnvFile.IsSilent(line.TrimStart('\uFEFF')) && EnvFile.NameOn(line.TrimStart('\uFEFF')) == name);
        if (at < 0)
            return Merge(text, assignment + "\n", always: true).Text;

        lines[at] = $"{(lines[at].StartsWith('\uFEFF') ? "\uFEFF" : "")}{assignment}{(lines[at].EndsWith('\r') ? "\r" : "")}";
        return string.Join('\n', lines);
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
