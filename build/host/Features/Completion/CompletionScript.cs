using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Completion;

/// <summary>
/// A script that completes targets, options and their values in a shell. Targets and options stand in it; names of sandboxes,
/// domains and presets are read by the shell itself, since starting this program for a key would be felt.
/// </summary>
public sealed class CompletionScript(ConfigRenderer renderer)
{
    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = Option.Shell.Values.Words;

    /// <summary>Renders the script.</summary>
    /// <param name="options">Which shell, and how the user calls the host.</param>
    /// <param name="catalogue">The targets.</param>
    /// <exception cref="UsageException">The shell is missing or is none of those.</exception>
    public string Render(HostOptions options, TargetCatalogue catalogue)
    {
        var shell = options.Line.Value(Option.Shell)?.ToLowerInvariant();
        if (shell is null || !Shells.Contains(shell, StringComparer.Ordinal))
        {
            throw new UsageException(
                $"Completion needs a shell, {string.Join(", ", Shells.SkipLast(1))} or {Shells[^1]}: {options.CommandFor("Completion")} {Option.Shell}=bash");
        }

        var targets = catalogue.All.Where(target => target.Name != "Default").ToList();
        return renderer.Render(Path.Combine("completion", $"{shell}.sbn"), new
        {
            Targets = targets.Select(target => new { target.Name, Description = ShellText.Quoted(shell, target.Description) }).ToList(),
            Options = Option.Table.Select(option => new
            {
                option.Name,
                Description = ShellText.Quoted(shell, option.Help),
                Letter = option.Aliases.FirstOrDefault(alias => alias.Length == 1),
                option.IsFlag,
                Kind = option.Values.Kind switch
                {
                    ValueKind.Free when option.IsFlag => "flag",
                    ValueKind.Targets => "words",
                    var kind => kind.ToString().ToLowerInvariant(),
                },
                Words = option.Values.Kind == ValueKind.Targets ? [.. targets.Select(target => target.Name)] : option.Values.Words,
            }).ToList(),
        });
    }
}
