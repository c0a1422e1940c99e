using AiSandbox.Policy;
using AiSandbox.Verification;
using AiSandbox.Verification.Reports;
using AiSandbox.Verification.Witnesses;
using Spectre.Console;

namespace AiSandbox.Host.Features.Verify.Reports;

/// <summary>A run in the terminal: one row a case.</summary>
internal static class VerdictTable
{
    /// <summary>The table.</summary>
    public static Table Render(VerificationReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.AddColumn(new TableColumn("case").NoWrap());
        table.AddColumn(new TableColumn("verdict").NoWrap());
        table.AddColumn("what was tried, and what was seen");
        foreach (var result in report.Results)
        {
            table.AddRow(
                Markup.Escape(result.Case.Id),
                $"[{Colour(result.Judgement.Verdict)}]{Judge.Name(result.Judgement.Verdict)}[/]",
                $"{Markup.Escape(result.Case.Title)}\n[grey]{Markup.Escape(SafeText.Of(VerdictText.Seen(result.Seen), VerdictText.Longest))}[/]");
        }

        return table;
    }

    private static string Colour(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "green",
        Verdict.Hole => "red bold",
        _ => "yellow",
    };
}
