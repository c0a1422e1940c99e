namespace AiSandbox.Host.Cli;

/// <summary>
/// Every option there is, declared once: its name, its value, the targets that know it, how it is read. Help, the checks of the command
/// line and shell completion read the table; code names its members.
/// </summary>
internal static class Option
{
    private static readonly List<OptionDefinition> Declared = [];

    public static OptionDefinition Target { get; } = Add(
        "target", "TARGET", "The target to run; repeat it to run several in that order.",
        values: ValueKind.Targets, aliases: ["t", "Target"], isFrosting: true);
    public static OptionDefinition Exclusive { get; } = Add(
        "exclusive", null, "Runs the named targets alone, without what they depend on.", aliases: ["e"], isFrosting: true);
    public static OptionDefinition DryRun { get; } = Add(
        "dryrun", null, "Shows which tasks would run, and runs none.", aliases: ["noop", "whatif"], isFrosting: true);
    public static OptionDefinition Tree { get; } = Add(
        "tree", null, "Shows how the targets depend on each other.", aliases: ["showtree"], isFrosting: true);
    public static OptionDefinition Description { get; } = Add(
        "description", null, "Shows what each target does.", aliases: ["descriptions", "showdescription", "showdescriptions"], isFrosting: true);
    public static OptionDefinition Verbosity { get; } = Add(
        "verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic.",
        values: OptionValues.Only("quiet", "minimal", "normal", "verbose", "diagnostic"), aliases: ["v"], isFrosting: true);
    public static OptionDefinition Working { get; } = Add(
        "working", "PATH", "The working directory.", values: ValueKind.Files, aliases: ["w"], isFrosting: true);
    public static OptionDefinition NoReport { get; } = Add(
        "no-report", null, "Leaves out the closing table of tasks.", isFrosting: true);
    public static OptionDefinition Info { get; } = Add(
        "info", null, "Shows the version of the host and of its engine.", isFrosting: true);
    public static OptionDefinition Version { get; } = Add(
        "version", null, "Shows the version.", aliases: ["ver"], isFrosting: true);
    public static OptionDefinition Help { get; } = Add(
        "help", null, "Shows this help.", aliases: ["h"], isFrosting: true);
    public static OptionDefinition<SandboxName> Name { get; } = Add(
        "name", "SANDBOX", "The sandbox, with a list, settings and projects of its own under sandboxes/; by default the checkout's own.",
        (text, _) => SandboxName.Parse(text), ["Completion", "Default", "List", "PrepareEngine", "Test"], values: ValueKind.Names, isForAllOthers: true);
    public static OptionDefinition Timing { get; } = Add(
        "timing", null, "Prints at the end where the time went, and writes it as a trace for a browser.");
    public static OptionDefinition Yes { get; } = Add(
        "yes", null, "answers every question with yes.", ["Up", "Agent", "Backup", "Restore", "Clone", "Cleanup"]);
    public static OptionDefinition GitUsername { get; } = Add(
        "git-username", "NAME", "the name that commits carry.", ["PrepareSsh"]);
    public static OptionDefinition GitEmail { get; } = Add(
        "git-email", "ADDRESS", "the e-mail address that commits carry.", ["PrepareSsh"]);
    public static OptionDefinition Runtime { get; } = Add(
        "runtime", "NAME", "the OCI runtime of the workspace, as the engine calls it: runsc, kata …",
        ["Up", "Verify", "Doctor", "Status"], values: OptionValues.Like("runc", "crun", "runsc", "kata"));
    public static OptionDefinition Mount { get; } = Add(
        "mount", "FOLDER", "the folder to mount at /root/workspace from now on; writes WORKSPACE_MOUNT of the sandbox.",
        ["Up", "PrepareEnv"], values: ValueKind.Files);
    public static OptionDefinition Worktree { get; } = Add(
        "worktree", "BRANCH", "with --name and --project, works on that branch of the project, in a repository of its own.", ["Up", "Build"]);
    public static OptionDefinition Project { get; } = Add(
        "project", "FOLDER", "with --worktree, the project: a folder below projects/ of the checkout's own sandbox.",
        ["Up", "Build"], values: ValueKind.Projects);
    public static OptionDefinition Command { get; } = Add(
        "command", "LINE", "a command line for bash in the workspace.", ["Shell", "Exec"]);
    public static OptionDefinition Folder { get; } = Add(
        "folder", "FOLDER", "the folder below projects/ to begin in; Agent begins in the only repository by default.",
        ["Shell", "Exec", "Agent"], ValueKind.Projects);
    public static OptionDefinition Follow { get; } = Add(
        "follow", null, "waits for more; --follow=false ends with the last event.", ["LogsProxy"], values: OptionValues.Like("false"));
    public static OptionDefinition<DateTimeOffset?> Since { get; } = Add<DateTimeOffset?>(
        "since", "TIME", "events since then: 10m, 2h, 1d or 2026-01-31T12:00:00Z.",
        (text, now) => PointInTime.Parse(text, now), ["LogsProxy", "Report", "Suggest"], values: OptionValues.Like("10m", "1h", "1d"));
    public static OptionDefinition Denied { get; } = Add(
        "denied", null, "shows only denials.", ["LogsProxy"]);
    public static OptionDefinition Raw { get; } = Add(
        "raw", null, "shows the log as guard and proxy wrote it.", ["LogsProxy"]);
    public static OptionDefinition Log { get; } = Add(
        "log", "FILE", "reads this log instead of the sandbox's own.", ["Report"], values: ValueKind.Files);
    public static OptionDefinition Agent { get; } = Add(
        "agent", "NAME", "claude-code, codex or gemini-cli; words after -- go to the agent.",
        ["Agent"], values: OptionValues.Like("claude-code", "codex", "gemini-cli"));
    public static OptionDefinition Domain { get; } = Add(
        "domain", "DOMAIN", "pypi.org is that host only, .crates.io also every host below it, @npm a preset.",
        ["Allow", "Deny", "Explain"], values: ValueKind.Domains);
    public static OptionDefinition Ports { get; } = Add(
        "ports", "PORTS", "443, 22 or 443,22; both by default.", ["Allow"], values: OptionValues.Like("443", "22", "443,22"));
    public static OptionDefinition<DateOnly?> Until { get; } = Add<DateOnly?>(
        "until", "DAY", "the last day: 2026-12-31, today, tomorrow, or 7d for seven days from now.",
        (text, now) => LastDay.Parse(text, DateOnly.FromDateTime(now.DateTime)), ["Allow", "Agent"], values: OptionValues.Like("today", "tomorrow", "7d", "30d"));
    public static OptionDefinition Private { get; } = Add(
        "private", null, "the name may lead to an address of a private network too; only for a host of your own.", ["Allow"]);
    public static OptionDefinition Reason { get; } = Add(
        "reason", "TEXT", "the comment behind the entry.", ["Allow", "Watch"]);
    public static OptionDefinition Local { get; } = Add(
        "local", null, "writes allowed-sites.local.txt, which git ignores.", ["Allow", "Watch"]);
    public static OptionDefinition Host { get; } = Add(
        "host", "HOST[:PORT]", "the same as --domain; PrepareSsh: the host that gets a key of its own.",
        ["Allow", "Deny", "Explain", "PrepareSsh"], values: ValueKind.Hosts, isOfNamedTargets: true);
    public static OptionDefinition Fix { get; } = Add(
        "fix", null, "writes the corrections it proposes.", ["Lint"]);
    public static OptionDefinition Live { get; } = Add(
        "live", null, "runs the demo against the running sandbox and the real internet.", ["Verify"]);
    public static OptionDefinition Mutate { get; } = Add(
        "mutate", null, "weakens one rule at a time, and requires that a case notices.", ["Verify"]);
    public static OptionDefinition Refresh { get; } = Add(
        "refresh", null, "downloads the base image and every package again, and does not use the engine's build cache.", ["Build"]);
    public static OptionDefinition FromProjects { get; } = Add(
        "from-projects", null, "reads the lockfiles and manifests of the projects, and not the log.", ["Suggest"]);
    public static OptionDefinition Engine { get; } = Add(
        "engine", null, "also removes the private engine that PrepareEngine made.", ["Cleanup"]);
    public static OptionDefinition Filter { get; } = Add(
        "filter", "NAME", "runs the tests whose full name contains NAME.", ["Test"]);
    public static OptionDefinition Json { get; } = Add(
        "json", null, "prints JSON for programs, and nothing else.", ["List", "Doctor", "Review"]);
    public static OptionDefinition Ssh { get; } = Add(
        "ssh", null, "also logs in to the git hosts that are listed on 22, from within the workspace.", ["Doctor"]);
    public static OptionDefinition Shell { get; } = Add(
        "shell", "SHELL", "bash, zsh, fish or powershell.", ["Completion"], values: OptionValues.Like("bash", "zsh", "fish", "powershell"));
    public static OptionDefinition Accept { get; } = Add(
        "accept", null, "marks what it shows as seen.", ["Review"]);
    public static OptionDefinition All { get; } = Add(
        "all", null, "Review: shows what has not changed as well; Test: runs the tests in containers too.", ["Review", "Test"]);
    public static OptionDefinition File { get; } = Add(
        "file", "FILE", "the archive; by default, Backup writes one under artifacts/backups.", ["Backup", "Restore"], values: ValueKind.Files);
    public static OptionDefinition WithSecrets { get; } = Add(
        "with-secrets", null, "goes on even if the home holds what looks like secrets.", ["Backup"]);
    public static OptionDefinition WithCaches { get; } = Add(
        "with-caches", null, "takes along what programs can fetch again: ~/.cache, ~/.npm and the like.", ["Backup"]);
    public static OptionDefinition<string> To { get; } = Add(
        "to", "SANDBOX", "Clone: the sandbox whose home becomes a copy of this one's; Forward: the port on this machine, by default the same.",
        (text, _) => text.All(letter => char.IsAsciiDigit(letter) || letter is ',') ? text : SandboxName.Parse(text, "to").Value,
        ["Clone", "Forward"], ValueKind.Names);
    public static OptionDefinition Port { get; } = Add(
        "port", "PORT", "the port that a program in the workspace listens on; several with commas.", ["Forward"], values: OptionValues.Like("3000", "5173", "8000", "8080"));
    public static OptionDefinition Vendor { get; } = Add(
        "vendor", "NAME", "whose key it is: anthropic, openai, google, github, gitlab, or one of env/vendors.",
        ["PrepareKeys"], OptionValues.Like("anthropic", "openai", "google", "github", "gitlab"));
    public static OptionDefinition KeyFile { get; } = Add(
        "key-file", "FILE", "takes the key from this file.", ["PrepareKeys"], ValueKind.Files);
    public static OptionDefinition KeyCommand { get; } = Add(
        "key-command", "LINE", "takes the key from what this command prints, such as a password manager's.", ["PrepareKeys"]);
    public static OptionDefinition Remove { get; } = Add(
        "remove", null, "forgets the key.", ["PrepareKeys"]);
    public static OptionDefinition Open { get; } = Add(
        "open", null, "opens the first in this machine's browser.", ["Forward"]);
    public static OptionDefinition Browser { get; } = Add(
        "browser", null, "shows it in Chrome, Chromium or Edge with a throw-away profile, for which the list holds too.", ["Forward"]);

    /// <summary>All of them in this order, Frosting's first.</summary>
    public static IReadOnlyList<OptionDefinition> Table => Declared;

    /// <summary>The targets that run a command of the user's in the workspace: bare words behind them are the command's.</summary>
    public static IReadOnlyList<string> CommandTargets { get; } = ["Exec", "Shell", "Agent"];

    /// <summary>The option of a spelling, with its dashes; <see langword="null"/> where there is none.</summary>
    public static OptionDefinition? Spelled(string spelling) =>
        Declared.FirstOrDefault(option => option.Spellings.Any(name => Dashed(name) == spelling));

    /// <summary>A name with its dashes.</summary>
    public static string Dashed(string name) => (name.Length == 1 ? "-" : "--") + name;

    private static OptionDefinition Add(
        string name, string? value, string description, string[]? targets = null, OptionValues? values = null,
        string[]? aliases = null, bool isFrosting = false, bool isOfNamedTargets = false)
    {
        Declared.Add(new OptionDefinition(name, value, description, targets ?? [])
        {
            Values = values ?? OptionValues.Free,
            Aliases = aliases ?? [],
            IsFrosting = isFrosting,
            IsOfNamedTargets = isOfNamedTargets,
        });
        return Declared[^1];
    }

    private static OptionDefinition<T> Add<T>(
        string name, string value, string description, Func<string, DateTimeOffset, T> read, string[] targets, OptionValues values, bool isForAllOthers = false)
    {
        var option = new OptionDefinition<T>(name, value, description, read, targets) { Values = values, IsForAllOthers = isForAllOthers };
        Declared.Add(option);
        return option;
    }
}
