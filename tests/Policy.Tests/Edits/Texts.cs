using System.Text;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace Policy.Tests.Edits;

/// <summary>Files of the list, and entries, from text.</summary>
internal static class Texts
{
    public static IReadOnlyList<AllowlistSource> Files(string shared, string? local = null) => local is null
        ? [new("allowed-sites.txt", Encoding.UTF8.GetBytes(shared))]
        : [new("allowed-sites.txt", Encoding.UTF8.GetBytes(shared)), new("allowed-sites.local.txt", Encoding.UTF8.GetBytes(local))];

    /// <summary>The entry that a line stands for.</summary>
    public static AllowlistEntry Entry(string line, string file = "allowed-sites.txt") =>
        new LineReader(Lists.Suffixes).Read(file, 1, line).Entry.ShouldNotBeNull();

    /// <summary>What a file holds after an edit.</summary>
    public static string Text(ListEdit edit, string file = "allowed-sites.txt") =>
        Encoding.UTF8.GetString(edit.Sources.Single(source => source.File == file).Bytes.Span);
}
