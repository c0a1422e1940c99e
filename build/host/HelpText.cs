using System.Text;
using AiSandbox.Host.Options;

namespace AiSandbox.Host;

/// <summary>What <c>--help</c> and the menu print.</summary>
internal static class HelpText
{
    /// <summary>Usage, targets and options.</summary>
    public static string Render(string script, TargetCatalogue catalogue)
    {
        var text = new StringBuilder(Menu(script, catalogue)).AppendLine().AppendLine("OPTIONS:");
        foreach (var option in OptionCatalogue.All)
        {
            var value = option.IsFlag ? "" : $"={option.Value}";
            var letter = option.Aliases.FirstOrDefault(alias => alias.Length == 1) is { } alias ? $"-{alias}, " : "    ";
            text.AppendLine($"  {letter}{"--" + option.Name + value,-26} {option.Help}");
        }

        return text.ToString();
    }

    /// <summary>Usage and the targets in the order in which people meet them.</summary>
    public static string Menu(string script, TargetCatalogue catalogue)
    {
        var text = new StringBuilder()
            .AppendLine("AI Sandbox: a workspace for an AI agent that reaches only the domains in allowed-sites.txt.")
            .AppendLine()
            .AppendLine("USAGE:")
            .AppendLine($"  {script} --target=TARGET [OPTIONS] [-- COMMAND WORDS]")
            .AppendLine()
            .AppendLine("TARGETS:");
        foreach (var target in catalogue.All.Where(target => target.Name != "Default"))
            text.AppendLine($"  {target.Name,-14} {target.Description}");

        return text.ToString();
    }
}
