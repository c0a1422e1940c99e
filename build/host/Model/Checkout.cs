using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Model;

/// <summary>
/// The folders and files of one checkout, by absolute path: what all its sandboxes share lies below <see cref="Root"/>, and
/// what one sandbox has for itself below <see cref="Home"/>.
/// </summary>
/// <param name="Root">The folder that holds build.sh.</param>
public sealed record Checkout(string Root)
{
    private const string HomesName = "sandboxes";

    /// <summary>
    /// Where the sandbox's own things lie: the root for the checkout's own sandbox, <c>sandboxes/NAME</c> for one with a
    /// name. Both are laid out alike.
    /// </summary>
    public string Home { get; private init; } = Root;

    /// <summary>Whether the home is the checkout itself.</summary>
    public bool IsMain => Home == Root;

    /// <summary>The checkout itself, as its own sandbox sees it.</summary>
    public Checkout Main => new(Root);

    /// <summary>The checkout that the entry script names, or else the one above the compiled host.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="hostFolder">The folder of the compiled host.</param>
    /// <exception cref="SandboxException">Neither is a checkout.</exception>
    public static Checkout Find(Func<string, string?> environment, string hostFolder)
    {
        var named = environment(EnvironmentNames.Root);
        for (var folder = new DirectoryInfo(named ?? hostFolder); folder is not null; folder = named is null ? folder.Parent : null)
        {
            if (File.Exists(Path.Combine(folder.FullName, "build.sh")) && File.Exists(Path.Combine(folder.FullName, "global.json")))
                return new Checkout(folder.FullName);
        }

        throw new SandboxException($"No checkout of AI Sandbox at or above {named ?? hostFolder}.", "./build.sh, from the checkout");
    }

    /// <summary>The same checkout as the sandbox of these options sees it.</summary>
    public Checkout Of(HostOptions options) => Of(options.Name);

    /// <summary>
    /// The same checkout as a sandbox sees it. The name that is made from the folder is the checkout's own sandbox, also where
    /// it was typed.
    /// </summary>
    public Checkout Of(SandboxName name) =>
        name == SandboxName.Of(Root) ? Main : this with { Home = Path.Combine(Root, HomesName, name.Value) };

    /// <summary>The checkout as each of its sandboxes sees it that has, or had, a home; its own first.</summary>
    public IEnumerable<Checkout> Homes()
    {
        var folder = new DirectoryInfo(Path.Combine(Root, HomesName));
        return (folder.Exists ? folder.EnumerateDirectories() : []).Select(home => this with { Home = home.FullName }).Prepend(Main);
    }

    /// <summary>A path of the sandbox's as messages show it, from the root: <c>sandboxes/box/allowed-sites.txt</c>.</summary>
    /// <param name="path">A path from the home, with slashes; empty for the home itself.</param>
    public string Show(string path = "")
    {
        var home = Path.GetRelativePath(Root, Home).Replace('\\', '/');
        return IsMain ? path : $"{home}/{path}".TrimEnd('/');
    }

    /// <summary>The allowlist.</summary>
    public string AllowedSites => Path.Combine(Home, "allowed-sites.txt");

    /// <summary>What runs beside the workspace; need not be there.</summary>
    public string Services => Path.Combine(Home, "services.yaml");

    /// <summary>The compose file.</summary>
    public string Compose => Path.Combine(Root, "compose.yaml");

    /// <summary>What Compose reads where it is not called by this host.</summary>
    public string ComposeVariables => Path.Combine(Root, ".env");

    /// <summary>What is added to it where the sandbox works in a git worktree; else it is not there.</summary>
    public string WorktreeCompose => Path.Combine(Configs, "compose.worktree.yaml");

    /// <summary>What is added to it for services; else it is not there.</summary>
    public string ServicesCompose => Path.Combine(Configs, "compose.services.yaml");

    /// <summary>What is added to it where settings name more than one folder; else it is not there.</summary>
    public string MountsCompose => Path.Combine(Configs, "compose.mounts.yaml");

    /// <summary>What is added to it where the engine's storage bounds what the workspace writes; else it is not there.</summary>
    public string DiskCompose => Path.Combine(Configs, "compose.disk.yaml");

    /// <summary>Those of them that are there.</summary>
    public IReadOnlyList<string> AddedCompose => [.. new[] { WorktreeCompose, MountsCompose, DiskCompose, ServicesCompose }.Where(File.Exists)];

    /// <summary>The templates.</summary>
    public string Templates => Path.Combine(Root, "templates");

    /// <summary>The vendors whose keys the gateway can hold.</summary>
    public string Vendors => Path.Combine(Templates, "vendors");

    /// <summary>The vendors that the user describes.</summary>
    public string OwnVendors => Path.Combine(Home, "env", "vendors");

    /// <summary>The presets of the allowlist.</summary>
    public string Presets => Path.Combine(Templates, "presets");

    /// <summary>What is rendered and generated.</summary>
    public string Configs => Path.Combine(Home, "configs");

    /// <summary>The cases of Verify.</summary>
    public string Cases => Path.Combine(Root, "build", "verification", "cases");

    /// <summary>The user's own cases of Verify, which all sandboxes share.</summary>
    public string OwnCases => Path.Combine(Root, "configs", "cases");

    /// <summary>The settings of the workspace.</summary>
    public string WorkspaceEnv => Path.Combine(Home, "env", "workspace.env");

    /// <summary>The user's work, mounted unless WORKSPACE_MOUNT names another folder.</summary>
    public string Projects => Path.Combine(Home, "projects");

    /// <summary>The image folders.</summary>
    public string Images => Path.Combine(Root, "images");

    /// <summary>What the workspace image has only where a setting names it.</summary>
    public string Features => Path.Combine(Images, "workspace", "features");

    /// <summary>The private engine, where there is one.</summary>
    public string Engine => Path.Combine(Root, ".engine");

    /// <summary>What is built, once for all sandboxes.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The sandbox's reports.</summary>
    public string Reports => Path.Combine(Home, "artifacts");

    /// <summary>What keeps the output of a step that fails: <c>artifacts/logs/NAME.log</c>.</summary>
    internal StepLog Log(string step) => new(Root, Path.Combine(Reports, "logs", $"{step}.log"));

    /// <summary>What Review compares with.</summary>
    public string Reviews => Path.Combine(Configs, "review");

    /// <summary>Where Backup writes unless it is told where.</summary>
    public string Backups => Path.Combine(Reports, "backups");
}
