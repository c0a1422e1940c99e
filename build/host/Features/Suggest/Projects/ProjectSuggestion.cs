using System.Globalization;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Suggest.Projects;

/// <summary>Proposes lines for what the projects' files name. Reads, and writes nothing.</summary>
public sealed class ProjectSuggestion(WorkspaceEnv env, AllowlistStore allowlist, HostOptions options)
{
    /// <summary>The lines of the report, the diff last.</summary>
    /// <exception cref="SandboxException">Settings, list or presets are not valid.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellation)
    {
        var sites = allowlist.Load();
        var presets = allowlist.AllPresets;
        var mount = env.Read().Mount;
        var needs = await new ProjectScan(mount, new ScanLimits()).ReadAsync(cancellation);

        var known = new AllowedSites(presets.SelectMany(preset => preset.Entries));
        var judged = needs.Hosts.Select(host => (Host: host, Why: SuspicionOf(host, needs.Hosts, known))).ToList();
        var proposal = new PresetChoice(presets, sites).Choose(
            [.. judged.Where(one => one.Why is null).Select(one => one.Host)], needs.Presets);

        return
        [
            .. Report(mount, needs, sites),
            .. judged.Where(one => one.Why is not null)
                .Select(one => $"SUSPICIOUS, not proposed: {one.Host}: {one.Why} ({one.Host.Why})"),
            .. new ProposalReport(allowlist, options).Lines(proposal),
        ];
    }

    private static IEnumerable<string> Report(string mount, ProjectNeeds needs, AllowedSites sites)
    {
        yield return $"{Count(needs.Files, "lockfile or manifest", "lockfiles and manifests")} under {SafeText.Of(mount)}: "
            + "an agent writes there, so that a host which no preset has may be what it wants, and not what a build needs.";
        foreach (var host in needs.Hosts.Where(host => sites.Matches(host.Host, host.Port.Number())))
            yield return $"allowed already: {host} ({sites.Find(host.Host, host.Port.Number())!.Place})";
        foreach (var refused in needs.Refused)
            yield return $"cannot be listed: {refused}";
        if (needs.LeftOut > 0)
            yield return $"{Count(needs.LeftOut, "host", "hosts")} more were left out: there were too many.";
        foreach (var skipped in needs.Skipped)
            yield return $"skipped: {skipped}";
        if (needs.MoreSkipped > 0)
            yield return $"skipped: {needs.MoreSkipped} more";
    }

    private string? SuspicionOf(Wanted wanted, IReadOnlyList<Wanted> all, AllowedSites known)
    {
        if (known.Matches(wanted.Host, wanted.Port.Number()))
            return null;

        var domain = RegistrableDomain.Of(wanted.Host, allowlist.Suffixes);
        var names = all.Where(other => RegistrableDomain.Of(other.Host, allowlist.Suffixes) == domain)
            .Select(other => other.Host).Distinct(StringComparer.Ordinal).Count();
        return names >= Suspicion.ManyNames
            ? $"{Suspicion.ManyNames} names or more below one domain"
            : Suspicion.Of(wanted.Host);
    }

    private static string Count(int number, string noun, string nouns) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? noun : nouns)}");
}
