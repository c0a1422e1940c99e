using Spectre.Console;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The report in a terminal: a line a check, family by family, and at the end what to type.</summary>
internal static class DoctorTerminal
{
    // A pipe has no width, and Spectre would take 80 columns for one.
    private const int WidthOfPipe = 400;

    private const int NameWidth = 17, RepairWidth = 20;

    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Shows it.</summary>
    public static void Show(IAnsiConsole console, DoctorReport report)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthOfPipe;

        foreach (var family in report.Checks.GroupBy(check => check.Family, StringComparer.Ordinal))
        {
            console.WriteLine(family.Key, Bold);
            foreach (var check in family)
                ShowCheck(console, check);
        }

        console.WriteLine();
        var repairs = report.Checks.Where(check => check.Repair is not null).ToList();
        if (repairs.Count > 0)
            console.WriteLine("What repairs it", Bold);
        foreach (var check in repairs)
        {
            foreach (var (i, line) in check.Repair!.Split('\n').Index())
                console.WriteLine($"  {(i == 0 ? check.Name : ""),-RepairWidth} {line}");
        }

        console.WriteLine(report.Summary, report.IsHealthy ? Color.Green : Color.Red);
    }

    private static void ShowCheck(IAnsiConsole console, CheckResult check)
    {
        var isQuiet = check.State is CheckState.Ok or CheckState.Skipped;
        var line = new Paragraph()
            .Append($"  {Mark(check.State).PadRight(6)}", Colour(check.State))
            .Append($"{check.Name[(check.Family.Length + 1)..],-NameWidth} ")
            .Append(check.Found, check.State is CheckState.Ok ? Style.Plain : Colour(check.State))
            .Append(isQuiet ? "" : $"; wanted: {check.Wanted}", Dim);
        console.Write(line);
        console.WriteLine();
    }

    private static string Mark(CheckState state) => state switch
    {
        CheckState.Ok => "ok",
        CheckState.Hint => "hint",
        CheckState.Wrong => "WRONG",
        _ => "-",
    };

    private static Style Colour(CheckState state) => state switch
    {
        CheckState.Ok => Color.Green,
        CheckState.Hint => Color.Yellow,
        CheckState.Wrong => Color.Red,
        _ => Dim,
    };
}
