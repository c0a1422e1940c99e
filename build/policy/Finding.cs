namespace AiSandbox.Policy;

/// <summary>Whether a finding refuses the list.</summary>
public enum Severity
{
    /// <summary>The list is in force all the same.</summary>
    Warning,

    /// <summary>The list is refused.</summary>
    Error,
}

/// <summary>What the linter has to say about a line.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The UTF-16 unit in the line, counted from 1; a byte order mark does not count.</param>
/// <param name="RuleId">One of <see cref="RuleIds"/>.</param>
/// <param name="Severity">Whether it refuses the list.</param>
/// <param name="Why">What is wrong, why, and what is meant to stand there; safe to print.</param>
/// <param name="CorrectedLine">
/// The whole line as <c>--fix</c> writes it, without its ending; empty where it is removed; <see langword="null"/>
/// where only a human can tell what was meant.
/// </param>
public sealed record Finding(
    string File, int Line, int Column, string RuleId, Severity Severity, string Why, string? CorrectedLine)
{
    /// <summary>Whether <c>--fix</c> takes care of it.</summary>
    public bool IsFixable => CorrectedLine is not null;

    /// <summary>One line that can be printed whatever the file holds: <c>file:line:col rule why</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column} {RuleId} {Why}{Correction}";

    private string Correction => CorrectedLine switch
    {
        null => "",
        "" => " Corrected: the line is removed",
        var line => $" Corrected: {SafeText.Of(line)}",
    };
}
