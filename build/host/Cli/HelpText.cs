using System.Text;
using Spectre.Console;

namespace AiSandbox.Host.Cli;

/// <summary>What <c>--help</c> and the menu print.</summary>
internal static class HelpText
{
    private const int Narrowest = 60;
    private const int Widest = 120;

    /// <summary>The targets as people meet them.</summary>
    public static IReadOnlyList<(string Title, string[] Targets)> Groups { get; } =
    [
        ("DAILY", ["Doctor", "Up", "Shell", "Exec", "Agent", "Forward", "DevContainer", "Status", "Review", "Fetch", "Down"]),
        ("ALLOWLIST", ["Suggest", "Allow", "Deny", "Explain", "Watch", "Lint", "Reload", "LogsProxy", "Report"]),
        ("CARE", ["Setup", "PrepareEnv", "PrepareSsh", "PrepareKeys", "PrepareEngine", "Build", "List", "Backup", "Restore", "Clone", "Clean", "Cleanup", "Completion"]),
        ("PROOF", ["Verify", "Test"]),
    ];

    /// <summary>The columns there are: those of the terminal, or 80 where the text goes elsewhere.</summary>
    public static int Width => Console.IsOutputRedirected ? 80 : AnsiConsole.Profile.Width;

    /// <summary>Usage, targets and options.</summary>
    public static string Render(string script, TargetCatalogue catalogue, int width)
    {
        var text = new StringBuilder(Menu(script, catalogue, width)).AppendLine().AppendLine("OPTIONS:");
        foreach (var option in Option.Table)
        {
            var value = option.IsFlag ? "" : $"={option.Value}";
            var letter = option.Aliases.FirstOrDefault(alias => alias.Length == 1) is { } alias ? $"-{alias}, " : "    ";
            Row(text, $"  {letter}--{option.Name}{value}", 28, option.Help, width);
        }

        return text.ToString();
    }

    /// <summary>Usage and the targets in the order in which people meet them.</summary>
    public static string Menu(string script, TargetCatalogue catalogue, int width)
    {
        var text = new StringBuilder();
        Row(text, "", 0, "AI Sandbox: a workspace for an AI agent that reaches only the domains in allowed-sites.txt.", width);
        text.AppendLine();
        Row(text, "", 0, $"New here? {script} Doctor, then {script} Up, then {script} Shell.", width);
        text.AppendLine().AppendLine("USAGE:").AppendLine($"  {script} TARGET [OPTIONS] [COMMAND WORDS]").AppendLine($"  {script} --help");
        foreach (var (title, targets) in Groups)
        {
            text.AppendLine().AppendLine($"{title}:");
            foreach (var target in targets)
                Row(text, $"  {target}", 16, catalogue.All.First(known => known.Name == target).Description, width);
        }

        return text.ToString();
    }

    // A name, and beside it its text, broken between words. A name that is too long has its text below it.
    private static void Row(StringBuilder text, string name, int column, string words, int width)
    {
        var isTooLong = column > 0 && name.Length >= column;
        var line = isTooLong ? Flush(text, name, column) : name.PadRight(column);
        var room = Math.Clamp(width, Narrowest, Widest);
        var isEmpty = true;
        foreach (var word in words.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > room)
                (line, isEmpty) = (Flush(text, line, column), true);
            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }

        text.AppendLine(line);
    }

    private static string Flush(StringBuilder text, string line, int column)
    {
        text.AppendLine(line);
        return new string(' ', column);
    }
}
