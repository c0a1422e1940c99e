namespace AiSandbox.Host.Options;

/// <summary>Every option there is. Help, the check for unknown names and shell completion read it.</summary>
public static class OptionCatalogue
{
    /// <summary>The options, Frosting's first.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        new("target", "TARGET", "The target to run; repeat it to run several in that order.", "t", "Target") { IsFrosting = true },
        new("exclusive", null, "Runs the named targets alone, without what they depend on.", "e") { IsFrosting = true },
        new("dryrun", null, "Shows which tasks would run, and runs none.", "noop", "whatif") { IsFrosting = true },
        new("tree", null, "Shows how the targets depend on each other.", "showtree") { IsFrosting = true },
        new("description", null, "Shows what each target does.", "descriptions", "showdescription", "showdescriptions") { IsFrosting = true },
        new("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic.", "v") { IsFrosting = true },
        new("working", "PATH", "The working directory.", "w") { IsFrosting = true },
        new("no-report", null, "Leaves out the closing table of tasks.") { IsFrosting = true },
        new("info", null, "Shows the version of the host and of its engine.") { IsFrosting = true },
        new("version", null, "Shows the version.", "ver") { IsFrosting = true },
        new("help", null, "Shows this help.", "h") { IsFrosting = true },
        new(OptionNames.Name, "SANDBOX", "The sandbox; by default a name made from the checkout's folder."),
        new(OptionNames.Yes, null, "Answers every question with yes."),
        new(OptionNames.GitUsername, "NAME", "PrepareSsh: the name that commits carry."),
        new(OptionNames.GitEmail, "ADDRESS", "PrepareSsh: the e-mail address that commits carry."),
        new(OptionNames.Runtime, "NAME", "Up, Verify: the OCI runtime of the workspace, as the engine calls it: runsc, kata …"),
        new(OptionNames.Command, "LINE", "Shell, Exec: a command line for bash in the workspace."),
        new(OptionNames.Follow, null, "LogsProxy: waits for more; --follow=false ends with the last event."),
        new(OptionNames.Since, "TIME", "LogsProxy, Report, Suggest: events since then: 10m, 2h, 1d or 2026-01-31T12:00:00Z."),
        new(OptionNames.Denied, null, "LogsProxy: shows refusals alone."),
        new(OptionNames.Raw, null, "LogsProxy: shows the log as the proxy wrote it."),
        new(OptionNames.Log, "FILE", "Report: reads this log and not the running sandbox's."),
        new(OptionNames.Domain, "DOMAIN", "Allow, Deny: pypi.org is that host alone, .crates.io the domain and all below it."),
        new(OptionNames.Ports, "PORTS", "Allow: 443, 22, or both, which is what it opens without it."),
        new(OptionNames.Until, "DAY", "Allow: the last day: 2026-12-31, today, tomorrow, or 7d for in seven days."),
        new(OptionNames.Reason, "TEXT", "Allow: the comment behind the entry."),
        new(OptionNames.Local, null, "Allow: writes allowed-sites.local.txt, which git ignores."),
        new(OptionNames.Host, "HOST[:PORT]", "Explain: the host to look up; without a port, on 443 and 22."),
        new(OptionNames.Fix, null, "Lint: writes the corrections it proposes."),
        new(OptionNames.Live, null, "Verify: runs the demo against the running sandbox and the real internet."),
        new(OptionNames.Mutate, null, "Verify: weakens one rule at a time, and requires that a case notices."),
        new(OptionNames.FromProjects, null, "Suggest: reads the lockfiles and manifests of the projects, and not the log."),
        new(OptionNames.Engine, null, "Cleanup: also removes the private engine that PrepareEngine made."),
        new(OptionNames.Filter, "NAME", "Test: runs the tests whose full name contains NAME."),
        new(OptionNames.Accept, null, "Review: what it shows counts as seen from now on."),
        new(OptionNames.All, null, "Review: shows what has not changed as well."),
        new(OptionNames.Json, null, "Review: prints JSON."),
        new(OptionNames.File, "FILE", "Backup, Restore: the archive; Backup names one under artifacts/backups without it."),
        new(OptionNames.WithSecrets, null, "Backup: goes on where it finds what looks like secrets."),
        new(OptionNames.To, "SANDBOX", "Clone: the sandbox whose home becomes a copy of this one's."),
    ];
}
