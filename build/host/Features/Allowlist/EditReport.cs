using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Features.Allowlist;

/// <summary>What an edit of the list came to, in words.</summary>
internal sealed class EditReport(IReporter reporter, HostOptions options)
{
    /// <summary>Says what has been put in force.</summary>
    public void Show(PolicyChange change)
    {
        var seconds = change.Time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        if (change.Diff.Count == 0)
            reporter.Line($"Nothing changed in what sandbox {options.Name} may reach. In force after {seconds} s.");
        else
            reporter.Line($"In force in sandbox {options.Name} after {seconds} s:");
        foreach (var line in change.Diff)
            reporter.Line($"  {line}");
    }

    /// <summary>Says when a list that is written will be in force.</summary>
    public void ShowWritten(RunningParts running) => reporter.Line(running.Trouble is { } why
        ? $"The list is written. Whether sandbox {options.Name} runs is not known: {why}"
        : $"The list is written. Sandbox {options.Name} does not run, and takes it over with {options.CommandFor("Up")}");

    /// <summary>Says what to do where entries that are listed are not in force.</summary>
    public void ShowWhetherInForce(ProxyLists rendered, IReadOnlyList<AllowlistEntry> wanted)
    {
        var (https, ssh, hidden) = (new NameSet(rendered.Https), new NameSet(rendered.Ssh), new NameSet(rendered.Private));
        var isInForce = wanted.All(entry =>
            (!entry.Ports.HasFlag(AllowedPorts.Https) || https.Covers(entry.Spelling))
            && (!entry.Ports.HasFlag(AllowedPorts.Ssh) || ssh.Covers(entry.Spelling))
            && (!entry.Private || hidden.Covers(entry.Spelling)));
        if (!isInForce)
            reporter.Line($"It is not in force yet. Next: {options.CommandFor("Reload")}");
    }

    /// <summary>Makes sure that a name which was taken off the list cannot be reached.</summary>
    /// <exception cref="SandboxException">It can, or nobody knows.</exception>
    public void RequireDenied(string denied, RunningParts running, Func<IReadOnlyList<AllowlistEntry>> remains)
    {
        if (running.Trouble is not null)
        {
            throw new SandboxException(
                $"{denied} is off the list, but a sandbox may run that still allows it: the engine could not be asked.",
                options.CommandFor("Reload"),
                ExitCodes.NoEngine);
        }

        var remaining = remains();
        if (remaining.Count == 0)
            return;

        var lines = remaining.Select(entry => $"{entry.Place}: {EntryLine.WithOptions(entry)}");
        throw new SandboxException(
            $"{denied} can still be reached, in whole or in part, through what is left:\n{string.Join('\n', lines)}",
            string.Join("; ", remaining.Select(entry => entry.Preset is { } preset ? $"@{preset.Name}" : entry.Spelling).Distinct(StringComparer.Ordinal)
                .Select(name => $"{options.CommandFor("Deny")} {Option.Domain}={name}")));
    }

    /// <summary>There is nothing to tell of the list.</summary>
    public SandboxException NothingRuns(RunningParts parts) => parts.Trouble is { } why
        ? new($"The list is valid, but guard and proxy cannot be told of it. {why}", exitCode: ExitCodes.NoEngine)
        : new($"The list is valid, but sandbox {options.Name} does not run, so nothing was reloaded.", options.CommandFor("Up"));
}
