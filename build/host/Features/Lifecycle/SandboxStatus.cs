using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Looks at what is there, and changes nothing.</summary>
public sealed class SandboxStatus(
    EngineAccess engine, ContainerStates states, RunningSessions sessions, SandboxAttention attention, ProxyLog log, AllowlistStore allowlist, ImageInspection images, SandboxProof proof,
    PackageDay packages, DiskUse disk)
{
    private static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(5);

    /// <summary>The lines of the report: a name, and what there is to say.</summary>
    /// <exception cref="SandboxException">No engine answers.</exception>
    public async Task<IReadOnlyList<(string Name, string Value)>> ReadAsync(HostOptions options, CancellationToken cancellation)
    {
        var lines = new List<(string, string)>
        {
            ("sandbox", options.Name.Value),
            ("engine", (await engine.ConnectAsync(cancellation)).ToString()),
        };
        var containers = await states.ReadAsync(options.Name, cancellation);
        var troubles = attention.ReadAsync(containers, cancellation);
        foreach (var service in SandboxStack.Services.Union(containers.Keys, StringComparer.Ordinal))
            lines.Add((service, containers.TryGetValue(service, out var seen) ? Describe(seen) : "not there"));
        if (containers.TryGetValue("workspace", out var workspace) && workspace is { IsRunning: true, Trouble: null })
            lines.AddRange((await sessions.ReadAsync(workspace.Id, CountLimit, cancellation)).Select(session => ("runs", session)));

        var built = await images.ReadAsync(options.Name, cancellation);
        foreach (var service in SandboxImages.Own.Where(service => service is not SandboxStack.Gateway || built.ContainsKey(service)))
            lines.Add(($"{service} image", built.TryGetValue(service, out var image) ? $"{Ago(image.Created)} old{Packages(image, options)}" : "not built"));

        var list = allowlist.Lint();
        lines.Add(("allowlist", $"{(list.Sites.Entries.Count == 1 ? "1 entry" : $"{list.Sites.Entries.Count} entries")}{(list.Findings.Any(one => one.Severity == Severity.Error) ? ", and lines that are not valid" : "")}"));
        if (containers.TryGetValue("proxy", out var proxy) && proxy.IsRunning)
            lines.Add(("denied", await DeniedAsync(containers.GetValueOrDefault("gate"), proxy.State.StartedAt, cancellation)));
        var runtime = options.Runtime ?? containers.GetValueOrDefault("workspace")?.HostConfig.Runtime;
        lines.Add(("verified", (await proof.ReadAsync(options, runtime, cancellation)).Text));
        if (await disk.ReadAsync(cancellation) is { } use)
            lines.Add(("disk", $"{use}{(use.IsMuch ? $". That is more than 80 %: {DiskLook.Repair}" : "")}"));
        lines.AddRange((await troubles).Select(trouble => ("attention", $"{trouble.What}. Next: {trouble.Next}")));

        return lines;
    }

    private string Packages(BuiltImage image, HostOptions options) => image.Packages switch
    {
        { } day when packages.Age(day) < PackageDay.Old => $", packages of {PackageDay.Text(day)}",
        { } day => $", packages of {PackageDay.Text(day)}, without the fixes since then: {options.CommandFor("Up")} --refresh",
        null => $", packages of an unknown day: {options.CommandFor("Up")} --refresh",
    };

    private static string Describe(ContainerState seen) =>
        seen is { IsRunning: true, Trouble: null, LastWords: null } ? $"{seen}, for {Ago(seen.State.StartedAt)}, under {seen.HostConfig.Runtime}" : seen.ToString();

    // The log is read by way of the gate, which does not restart by itself after the engine has.
    private async Task<string> DeniedAsync(ContainerState? gate, DateTimeOffset since, CancellationToken cancellation)
    {
        if (gate is not { IsRunning: true, Trouble: null })
            return "not known, the gate cannot be asked";

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(CountLimit);
        try
        {
            return $"{await log.CountDeniedAsync(since, limit.Token)} since the proxy started";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"not counted, the log could not be read within {CountLimit.TotalSeconds} s";
        }
    }

    private static string Ago(DateTimeOffset then) => (TimeProvider.System.GetUtcNow() - then) switch
    {
        { TotalMinutes: < 1 } span => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 1 } span => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 1 } span => $"{(int)span.TotalHours} h",
        var span => $"{(int)span.TotalDays} days",
    };
}
