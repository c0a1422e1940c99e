using AiSandbox.Host.Options;

namespace AiSandbox.Host.Services;

/// <summary>The folders and files of one checkout, by absolute path.</summary>
/// <param name="Root">The folder that holds build.sh.</param>
public sealed record Checkout(string Root)
{
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

    /// <summary>The allowlist.</summary>
    public string AllowedSites => Path.Combine(Root, "allowed-sites.txt");

    /// <summary>The compose file.</summary>
    public string Compose => Path.Combine(Root, "compose.yaml");

    /// <summary>The templates.</summary>
    public string Templates => Path.Combine(Root, "templates");

    /// <summary>The presets of the allowlist.</summary>
    public string Presets => Path.Combine(Templates, "presets");

    /// <summary>What is rendered and generated.</summary>
    public string Configs => Path.Combine(Root, "configs");

    /// <summary>The settings of the workspace.</summary>
    public string WorkspaceEnv => Path.Combine(Root, "env", "workspace.env");

    /// <summary>The user's work, mounted unless WORKSPACE_MOUNT names another folder.</summary>
    public string Projects => Path.Combine(Root, "projects");

    /// <summary>The image folders.</summary>
    public string Images => Path.Combine(Root, "images");

    /// <summary>The private engine, where there is one.</summary>
    public string Engine => Path.Combine(Root, ".engine");

    /// <summary>Everything that is built, and the reports.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>What Review compares with.</summary>
    public string Reviews => Path.Combine(Configs, "review");

    /// <summary>Where Backup writes unless it is told where.</summary>
    public string Backups => Path.Combine(Artifacts, "backups");
}
