namespace AiSandbox.Host.Cli;

/// <summary>What PowerShell does to words before a script gets them, so that a message can say how to write them.</summary>
internal static class PowerShellWords
{
    /// <summary>Why a word may stand where none can, with a blank before it; empty where PowerShell has no part in it.</summary>
    /// <param name="before">The words before it.</param>
    /// <param name="word">The word.</param>
    public static string Hint(IEnumerable<string> before, string word)
    {
        var words = before.ToList();
        if (word.Length > 0 && word.All(char.IsAsciiDigit) && words.LastOrDefault()?.Contains('=', StringComparison.Ordinal) is true)
        {
            return " PowerShell splits a word at its comma, and with -File at its colon:"
                + " write '--ports=443,22', in quotes, and --host a.example:443, with a blank.";
        }

        return "";
    }
}
