using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model.Settings;

/// <summary>The file <c>env/workspace.env</c>: renders it, keeps it up to date, reads it.</summary>
public sealed class WorkspaceEnv(Checkout checkout, ConfigRenderer renderer, HostFolders host)
{
    /// <summary>The template.</summary>
    public const string Template = "workspace.env.sbn";

    private string Shown { get; } = checkout.Show("env/workspace.env");

    /// <summary>
    /// Renders the file where there is none. Where there is one, adds the settings that it lacks at its end and changes
    /// nothing else, not a byte. The file can be read and written by its owner alone.
    /// </summary>
    /// <param name="mount">The folder to mount from now on, from where the user stands; <see langword="null"/> leaves it as it is.</param>
    /// <exception cref="SandboxException">The file is not an env file, or the folder is refused; nothing was written.</exception>
    public PreparedEnv Prepare(string? mount = null)
    {
        var template = renderer.Render(Template, new { });
        var created = !File.Exists(checkout.WorkspaceEnv);
        var text = created ? "" : EnvFile.ReadText(checkout.WorkspaceEnv, Shown);
        EnvFile.Parse(text, Shown);
        var leftOut = (IReadOnlyList<string>)[];
        if (created && !checkout.IsMain)
            (template, leftOut) = FirstSettings.Of(checkout.Main, template);
        var (merged, added) = created ? (template, []) : EnvMerge.Merge(text, template);
        var folder = mount is null ? null : Folder(mount, merged);
        if (folder is not null)
            merged = EnvMerge.Set(merged, SettingNames.Mount, folder);
        FileStore.Write(Target(), merged, FileStore.Private);

        var empty = EnvFile.Parse(merged, Shown).Where(entry => entry.Value.Length == 0 && !IsSetting(entry)).ToList();
        return new PreparedEnv(created, added, empty, [.. Report(created, added, empty, leftOut), .. Mounted(folder)]);
    }

    /// <summary>Whether the file is there.</summary>
    public bool IsThere => File.Exists(checkout.WorkspaceEnv);

    /// <summary>Writes one value, and changes nothing else.</summary>
    /// <exception cref="SandboxException">The file is not an env file.</exception>
    public void Set(string name, string value) =>
        FileStore.Write(Target(), EnvMerge.Set(EnvFile.ReadText(checkout.WorkspaceEnv, Shown), name, value), FileStore.Private);

    /// <summary>Reads and checks the settings. Creates <c>projects/</c> where that is what will be mounted.</summary>
    /// <exception cref="SandboxException">The file is missing, or a line is wrong: the message has file, line and
    /// reason.</exception>
    public WorkspaceSettings Read()
    {
        if (!File.Exists(checkout.WorkspaceEnv))
            throw new SandboxException($"{Shown} is missing.", $"./build.sh --target=PrepareEnv{(checkout.IsMain ? "" : $" --name={Path.GetFileName(checkout.Home)}")}");

        var entries = EnvFile.Parse(EnvFile.ReadText(checkout.WorkspaceEnv, Shown), Shown);
        foreach (var entry in entries)
            CheckName(entry);

        var anywhere = Setting(entries, SettingNames.MountAnywhere, SettingValues.Switch);
        var folders = new WorkspaceMount(checkout, host);
        var (mount, links) = Setting(entries, SettingNames.Mount, value => folders.Resolve(value, anywhere));
        return new WorkspaceSettings
        {
            Mount = mount,
            MountLinks = links,
            MountIdentity = FileStatus.Identity(mount),
            Mounts = Setting(entries, SettingNames.Mounts, value => ExtraMount.Parse(value, mount, folder => folders.Resolve(folder, anywhere))),
            Hide = Setting(entries, SettingNames.Hide, HidePatterns.Parse),
            Packages = Setting(entries, SettingNames.Packages, SettingValues.Packages),
            Features = Setting(entries, SettingNames.Features, FeatureCatalogue.Read(checkout.Features).Parse),
            Authorities = Setting(entries, SettingNames.Authorities, new CertificateFile(checkout, host, mount).Read),
            EgressBudgetBytes = Setting(entries, SettingNames.EgressBudget, SettingValues.Budget),
            AllowEch = Setting(entries, SettingNames.AllowEch, SettingValues.Switch),
            Upstream = Setting(entries, SettingNames.EgressProxy, UpstreamProxy.Parse),
            MemoryBytes = Setting(entries, SettingNames.Memory, SettingValues.Memory),
            DiskBytes = Setting(entries, SettingNames.Disk, SettingValues.Disk),
            Cpus = Setting(entries, SettingNames.Cpus, SettingValues.Cpus),
            Pids = Setting(entries, SettingNames.Pids, SettingValues.Pids),
            AgentBudget = Setting(entries, SettingNames.AgentBudget, AgentLimit.Parse),
            HostedTools = Setting(entries, SettingNames.HostedTools, SettingValues.Switch),
            Repositories = Setting(entries, SettingNames.Repositories, Repository.Parse),
            Variables = entries.Where(entry => !IsSetting(entry))
                .ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal),
        };
    }

    // Somebody who keeps the file elsewhere and links to it keeps the link.
    private string Target()
    {
        var file = new FileInfo(checkout.WorkspaceEnv);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static bool IsSetting(EnvEntry entry) => SettingNames.IsSetting(entry.Name);

    private void CheckName(EnvEntry entry)
    {
        if (SettingNames.Refusal(entry.Name) is { } refusal)
            throw Wrong(entry.Line, $"{entry.Name} cannot be set here: {refusal}");
        if (!IsSetting(entry) || SettingNames.All.Contains(entry.Name, StringComparer.Ordinal))
            return;

        var hint = Nearest.To(entry.Name, SettingNames.All) is { } near
            ? $"Did you mean {near}?"
            : $"There are {string.Join(", ", SettingNames.All)}.";
        throw Wrong(entry.Line, $"{entry.Name} is not a setting. {hint}");
    }

    private T Setting<T>(IReadOnlyList<EnvEntry> entries, string name, Func<string, T> parse)
    {
        var entry = entries.SingleOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));
        try
        {
            return parse(entry?.Value ?? "");
        }
        catch (FormatException wrong)
        {
            throw Wrong(entry?.Line, $"{name}={(SettingNames.IsSecret(name) ? "…" : entry?.Value)}: {wrong.Message}", wrong);
        }
    }

    private SandboxException Wrong(int? line, string reason, Exception? inner = null) =>
        new($"{Shown}{(line is null ? "" : $", line {line}")}: {reason}", exitCode: ExitCodes.Usage, inner: inner);

    // As it was named: Up looks whether a link on the way can be an agent's.
    private string Folder(string mount, string text)
    {
        try
        {
            var folder = mount.StartsWith('~') ? mount : Path.GetFullPath(mount);
            new WorkspaceMount(checkout, host).Resolve(folder, Setting(EnvFile.Parse(text, Shown), SettingNames.MountAnywhere, SettingValues.Switch));
            return folder;
        }
        catch (FormatException wrong)
        {
            throw new SandboxException($"{Option.Mount}={mount}: {wrong.Message}", exitCode: ExitCodes.Usage, inner: wrong);
        }
    }

    private IEnumerable<string> Mounted(string? folder) => folder is null ? [] : [$"{Shown}: {SettingNames.Mount} is {folder} from now on."];

    private IEnumerable<string> Report(bool created, IReadOnlyList<string> added, List<EnvEntry> empty, IReadOnlyList<string> leftOut)
    {
        if (created && !checkout.IsMain && File.Exists(checkout.Main.WorkspaceEnv))
            yield return $"{Shown} is new, with the settings of env/workspace.env.";
        else if (created)
            yield return $"{Shown} is new and works as it is: the workspace's folder, packages, limits and variables.";
        if (leftOut.Count > 0)
            yield return $"{Shown} leaves out {string.Join(", ", leftOut)}. Set there what this sandbox needs.";
        if (added.Count > 0)
            yield return $"{Shown} has new settings at its end: {string.Join(", ", added)}.";
        if (empty.Count > 0)
            yield return $"{Shown}: still to be filled in: {string.Join(", ", empty)}.";
    }
}
