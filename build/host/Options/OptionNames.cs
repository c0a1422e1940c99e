namespace AiSandbox.Host.Options;

/// <summary>The names of the host's options, without dashes.</summary>
public static class OptionNames
{
    /// <summary>The sandbox.</summary>
    public const string Name = "name";

    /// <summary>The name git commits under.</summary>
    public const string GitUsername = "git-username";

    /// <summary>The address git commits under.</summary>
    public const string GitEmail = "git-email";

    /// <summary>The folder below the mounted one that Agent, Shell and Exec begin in.</summary>
    public const string Folder = "folder";

    /// <summary>A command line for Shell and Exec.</summary>
    public const string Command = "command";

    /// <summary>Whether LogsProxy waits for more.</summary>
    public const string Follow = "follow";

    /// <summary>From when on LogsProxy shows events.</summary>
    public const string Since = "since";

    /// <summary>Whether LogsProxy shows refusals alone.</summary>
    public const string Denied = "denied";

    /// <summary>Whether LogsProxy shows the log as guard and proxy wrote it.</summary>
    public const string Raw = "raw";

    /// <summary>A log file for Report.</summary>
    public const string Log = "log";

    /// <summary>Whether questions are answered with yes.</summary>
    public const string Yes = "yes";

    /// <summary>Whether Lint writes its corrections.</summary>
    public const string Fix = "fix";

    /// <summary>The domain that Allow and Deny are about.</summary>
    public const string Domain = "domain";

    /// <summary>The ports that Allow opens.</summary>
    public const string Ports = "ports";

    /// <summary>The last day of what Allow opens.</summary>
    public const string Until = "until";

    /// <summary>Whether what Allow opens may have a private address.</summary>
    public const string Private = "private";

    /// <summary>Why Allow opens it.</summary>
    public const string Reason = "reason";

    /// <summary>Whether Allow writes the list that is not committed.</summary>
    public const string Local = "local";

    /// <summary>The host that Explain looks up, or that PrepareSsh makes a key for.</summary>
    public const string Host = "host";

    /// <summary>Whether Cleanup removes the private engine.</summary>
    public const string Engine = "engine";

    /// <summary>Whether Verify runs against the running sandbox and the real internet.</summary>
    public const string Live = "live";

    /// <summary>The OCI runtime of the workspace.</summary>
    public const string Runtime = "runtime";

    /// <summary>Whether Verify weakens rules, to show that its cases notice.</summary>
    public const string Mutate = "mutate";

    /// <summary>Whether the images are built from nothing that is there.</summary>
    public const string Refresh = "refresh";

    /// <summary>Whether Suggest reads the projects, and not the log.</summary>
    public const string FromProjects = "from-projects";

    /// <summary>The branch whose git worktree the sandbox works in.</summary>
    public const string Worktree = "worktree";

    /// <summary>The project that the worktree is of.</summary>
    public const string Project = "project";

    /// <summary>The folder to mount.</summary>
    public const string Mount = "mount";

    /// <summary>The agent that Agent starts.</summary>
    public const string Agent = "agent";

    /// <summary>Which tests Test runs.</summary>
    public const string Filter = "filter";

    /// <summary>Whether the output is for programs.</summary>
    public const string Json = "json";

    /// <summary>Whether Doctor tries the git hosts.</summary>
    public const string Ssh = "ssh";

    /// <summary>The shell that Completion prints a script for.</summary>
    public const string Shell = "shell";

    /// <summary>Whether Review takes what it shows for seen.</summary>
    public const string Accept = "accept";

    /// <summary>Whether Review shows what has not changed as well.</summary>
    public const string All = "all";

    /// <summary>The archive of Backup and Restore.</summary>
    public const string File = "file";

    /// <summary>Whether Backup goes on where it finds secrets.</summary>
    public const string WithSecrets = "with-secrets";

    /// <summary>The sandbox that Clone fills.</summary>
    public const string To = "to";
}
