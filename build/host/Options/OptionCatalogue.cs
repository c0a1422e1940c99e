namespace AiSandbox.Host.Options;

/// <summary>
/// Every option there is, and which targets know it. Help, the checks of the command line and shell completion read it.
/// </summary>
public static class OptionCatalogue
{
    /// <summary>The options, Frosting's first.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        new("target", "TARGET", "The target to run; repeat it to run several in that order.") { IsFrosting = true, Aliases = ["t", "Target"], Values = ValueKind.Targets },
        new("exclusive", null, "Runs the named targets alone, without what they depend on.") { IsFrosting = true, Aliases = ["e"] },
        new("dryrun", null, "Shows which tasks would run, and runs none.") { IsFrosting = true, Aliases = ["noop", "whatif"] },
        new("tree", null, "Shows how the targets depend on each other.") { IsFrosting = true, Aliases = ["showtree"] },
        new("description", null, "Shows what each target does.") { IsFrosting = true, Aliases = ["descriptions", "showdescription", "showdescriptions"] },
        new("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic.") { IsFrosting = true, Aliases = ["v"], Values = OptionValues.Only("quiet", "minimal", "normal", "verbose", "diagnostic") },
        new("working", "PATH", "The working directory.") { IsFrosting = true, Aliases = ["w"], Values = ValueKind.Files },
        new("no-report", null, "Leaves out the closing table of tasks.") { IsFrosting = true },
        new("info", null, "Shows the version of the host and of its engine.") { IsFrosting = true },
        new("version", null, "Shows the version.") { IsFrosting = true, Aliases = ["ver"] },
        new("help", null, "Shows this help.") { IsFrosting = true, Aliases = ["h"] },
        new(OptionNames.Name, "SANDBOX", "The sandbox, with a list, settings and projects of its own under sandboxes/; by default the checkout's own.", "Completion", "Default", "List", "PrepareEngine", "Test") { IsForAllOthers = true, Values = ValueKind.Names },
        new(OptionNames.Yes, null, "answers every question with yes.", "Up", "Agent", "Backup", "Restore", "Clone", "Cleanup"),
        new(OptionNames.GitUsername, "NAME", "the name that commits carry.", "PrepareSsh"),
        new(OptionNames.GitEmail, "ADDRESS", "the e-mail address that commits carry.", "PrepareSsh"),
        new(OptionNames.Runtime, "NAME", "the OCI runtime of the workspace, as the engine calls it: runsc, kata …", "Up", "Verify", "Doctor", "Status") { Values = OptionValues.Like("runc", "crun", "runsc", "kata") },
        new(OptionNames.Mount, "FOLDER", "the folder to mount at /root/workspace from now on; writes WORKSPACE_MOUNT of the sandbox.", "Up", "PrepareEnv") { Values = ValueKind.Files },
        new(OptionNames.Worktree, "BRANCH", "with --name and --project, works on that branch of the project, in a repository of its own.", "Up", "Build"),
        new(OptionNames.Project, "FOLDER", "with --worktree, the project: a folder below projects/ of the checkout's own sandbox.", "Up", "Build") { Values = ValueKind.Projects },
        new(OptionNames.Command, "LINE", "a command line for bash in the workspace.", "Shell", "Exec"),
        new(OptionNames.Folder, "FOLDER", "the folder below projects/ to begin in; Agent begins in the only repository by default.", "Shell", "Exec", "Agent") { Values = ValueKind.Projects },
        new(OptionNames.Follow, null, "waits for more; --follow=false ends with the last event.", "LogsProxy") { Values = OptionValues.Like("false") },
        new(OptionNames.Since, "TIME", "events since then: 10m, 2h, 1d or 2026-01-31T12:00:00Z.", "LogsProxy", "Report", "Suggest") { Values = OptionValues.Like("10m", "1h", "1d") },
        new(OptionNames.Denied, null, "shows only denials.", "LogsProxy"),
        new(OptionNames.Raw, null, "shows the log as guard and proxy wrote it.", "LogsProxy"),
        new(OptionNames.Log, "FILE", "reads this log instead of the sandbox's own.", "Report") { Values = ValueKind.Files },
        new(OptionNames.Agent, "NAME", "claude-code, codex or gemini-cli; words after -- go to the agent.", "Agent") { Values = OptionValues.Like("claude-code", "codex", "gemini-cli") },
        new(OptionNames.Domain, "DOMAIN", "pypi.org is that host only, .crates.io also every host below it, @npm a preset.", "Allow", "Deny", "Explain") { Values = ValueKind.Domains },
        new(OptionNames.Ports, "PORTS", "443, 22 or 443,22; both by default.", "Allow") { Values = OptionValues.Like("443", "22", "443,22") },
        new(OptionNames.Until, "DAY", "the last day: 2026-12-31, today, tomorrow, or 7d for seven days from now.", "Allow", "Agent") { Values = OptionValues.Like("today", "tomorrow", "7d", "30d") },
        new(OptionNames.Private, null, "the name may lead to an address of a private network too; only for a host of your own.", "Allow"),
        new(OptionNames.Reason, "TEXT", "the comment behind the entry.", "Allow", "Watch"),
        new(OptionNames.Local, null, "writes allowed-sites.local.txt, which git ignores.", "Allow", "Watch"),
        new(OptionNames.Host, "HOST[:PORT]", "the same as --domain; PrepareSsh: the host that gets a key of its own.", "Allow", "Deny", "Explain", "PrepareSsh") { IsOfNamedTargets = true, Values = ValueKind.Hosts },
        new(OptionNames.Fix, null, "writes the corrections it proposes.", "Lint"),
        new(OptionNames.Live, null, "runs the demo against the running sandbox and the real internet.", "Verify"),
        new(OptionNames.Mutate, null, "weakens one rule at a time, and requires that a case notices.", "Verify"),
        new(OptionNames.Refresh, null, "downloads the base image and every package again, and does not use the engine's build cache.", "Build"),
        new(OptionNames.FromProjects, null, "reads the lockfiles and manifests of the projects, and not the log.", "Suggest"),
        new(OptionNames.Engine, null, "also removes the private engine that PrepareEngine made.", "Cleanup"),
        new(OptionNames.Filter, "NAME", "runs the tests whose full name contains NAME.", "Test"),
        new(OptionNames.Json, null, "prints JSON for programs, and nothing else.", "List", "Doctor", "Review"),
        new(OptionNames.Ssh, null, "also logs in to the git hosts that are listed on 22, from within the workspace.", "Doctor"),
        new(OptionNames.Shell, "SHELL", "bash, zsh, fish or powershell.", "Completion") { Values = OptionValues.Like("bash", "zsh", "fish", "powershell") },
        new(OptionNames.Accept, null, "marks what it shows as seen.", "Review"),
        new(OptionNames.All, null, "Review: shows what has not changed as well; Test: runs the tests in containers too.", "Review", "Test"),
        new(OptionNames.File, "FILE", "the archive; by default, Backup writes one under artifacts/backups.", "Backup", "Restore") { Values = ValueKind.Files },
        new(OptionNames.WithSecrets, null, "goes on even if the home holds what looks like secrets.", "Backup"),
        new(OptionNames.To, "SANDBOX", "the sandbox whose home becomes a copy of this one's.", "Clone") { Values = ValueKind.Names },
    ];

    /// <summary>The targets that run a command of the user's in the workspace: bare words behind them are the command's.</summary>
    public static IReadOnlyList<string> CommandTargets { get; } = ["Exec", "Shell", "Agent"];

    /// <summary>The option of a name, without dashes.</summary>
    public static OptionDefinition Named(string name) => All.First(option => option.Name == name);

    /// <summary>The option of a spelling, with its dashes; <see langword="null"/> where there is none.</summary>
    public static OptionDefinition? Spelled(string spelling) =>
        All.FirstOrDefault(option => option.Spellings.Any(name => Dashed(name) == spelling));

    /// <summary>A name with its dashes.</summary>
    public static string Dashed(string name) => (name.Length == 1 ? "-" : "--") + name;
}
