using System.Text.RegularExpressions;

namespace AiSandbox.Verification.Reports;

/// <summary>Shows the words of a command as a shell would take them, so that they can be read and tried again.</summary>
internal static partial class CommandText
{
    /// <summary>The command; a script for bash as its lines.</summary>
    public static string Show(IReadOnlyList<string> words) => words is ["bash", "-c", var script]
        ? script.Trim('\n')
        : string.Join(' ', words.Select(Quoted));

    private static string Quoted(string word) =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
