using System.Text.RegularExpressions;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Files.Trees;

namespace AiSandbox.Host.Model.Settings;

/// <summary>A folder that the workspace reads beside the one that it works in, and cannot write to.</summary>
/// <param name="Source">Where it lies on the host: absolute, there, no symbolic link in it.</param>
/// <param name="Target">Where the workspace sees it, below /mnt.</param>
/// <param name="Links">The links that lead there from what the setting says.</param>
/// <param name="Identity">Which folder that was when it was checked; <see langword="null"/> where that cannot be told.</param>
public sealed partial record ExtraMount(string Source, string Target, IReadOnlyList<string> Links, string? Identity)
{
    private const string Below = "/mnt/";

    /// <summary>Reads <c>../lib:ro, ~/specs, ../old/lib:/mnt/old-lib</c>.</summary>
    /// <param name="value">The setting.</param>
    /// <param name="workspace">The folder that the workspace works in.</param>
    /// <param name="resolve">Checks a folder as it checks that one.</param>
    /// <exception cref="FormatException">One is not of that form, or is refused.</exception>
    internal static IReadOnlyList<ExtraMount> Parse(string value, string workspace, Func<string, (string Folder, IReadOnlyList<string> Links)> resolve)
    {
        var mounts = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => One(text, workspace, resolve)).ToList();
        return mounts.GroupBy(mount => mount.Target, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FormatException($"{string.Join(" and ", twice.Select(mount => mount.Source))} would both be {twice.Key}. Give one a name of its own: {twice.Last().Source}:{twice.Key}-2")
            : mounts;
    }

    private static ExtraMount One(string text, string workspace, Func<string, (string Folder, IReadOnlyList<string> Links)> resolve)
    {
        var drive = OperatingSystem.IsWindows() && text is [_, ':', ..] ? text[..2] : "";
        if (Form().Match(text[drive.Length..]) is not { Success: true } match)
            throw new FormatException($"'{text}' is not of the form FOLDER, FOLDER:ro or FOLDER:{Below}NAME:ro; several are separated by commas. A folder whose path has a comma or a colon is named by a link to it.");
        if (match.Groups["mode"].Value is "rw")
            throw new FormatException($"{text}: folders beside the workspace's own are read-only. What the agent is to write to lies in {SettingNames.Mount}.");

        var (folder, links) = resolve($"{drive}{match.Groups["folder"].Value}");
        if (RealPath.Contains(workspace, folder) || RealPath.Contains(folder, workspace))
            throw new FormatException($"{folder} {(RealPath.Contains(workspace, folder) ? "lies in" : "holds")} {workspace}, where the agent works. Name folders beside it.");

        var name = match.Groups["name"] is { Success: true } given ? given.Value
            : new[] { Path.GetFileName(Path.TrimEndingDirectorySeparator(match.Groups["folder"].Value)), Path.GetFileName(folder) }.FirstOrDefault(one => Name().IsMatch(one), Path.GetFileName(folder));
        return Name().IsMatch(name)
            ? new(folder, $"{Below}{name}", links, FileStatus.Identity(folder))
            : throw new FormatException($"'{name}' cannot be a name below {Below}: letters, digits, '.', '-' and '_', none of the last three first. Give it one: {text}:{Below}NAME");
    }

    [GeneratedRegex(@"\A(?<folder>[^:]+)(:/mnt/(?<name>[^:/]+))?(:(?<mode>ro|rw))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
