using System.Globalization;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Allowlist;
using AiSandbox.Host.Services.Engine;
using AiSandbox.Host.Services.Images;
using AiSandbox.Host.Services.Logs;
using AiSandbox.Host.Services.Verification.Proofs;

namespace AiSandbox.Host.Services.Sandboxes;

/// <summary>Looks at what is there, and changes nothing.</summary>
/// <param name="engine">The engine.</param>
/// <param name="docker">The engine's command line.</param>
/// <param name="log">The proxy's log.</param>
/// <param name="allowlist">The files of the allowlist.</param>
/// <param name="images">The images.</param>
/// <param name="proof">Whether it is verified.</param>
public sealed class SandboxStatus(
    EngineAccess engine, DockerCli docker, ProxyLog log, AllowlistStore allowlist, ImageInspection images, SandboxProof proof)
{
    /// <summary>The lines of the report: a name, and what there is to say.</summary>
    /// <exception cref="SandboxException">No engine answers, or the allowlist is not valid.</exception>
    public async Task<IReadOnlyList<(string Name, string Value)>> ReadAsync(HostOptions options, CancellationToken cancellation)
    {
        var lines = new List<(string, string)>
        {
            ("sandbox", options.Name.Value),
            ("engine", (await engine.ConnectAsync(cancellation)).ToString()),
        };
        DateTimeOffset? up = null;
        var runtime = options.Runtime;
        foreach (var service in SandboxStack.Services)
        {
            var seen = await ContainerAsync(options.Name, service, cancellation);
            lines.Add((service, seen.Text));
            if (service == "proxy")
                up = seen.Started;
            if (service == "workspace")
                runtime ??= seen.Runtime;
        }

        var built = await images.ReadAsync(options.Name, cancellation);
        foreach (var service in SandboxImages.Services)
            lines.Add(($"{service} image", built.TryGetValue(service, out var image) ? $"{Ago(image.Created)} old" : "not built"));

        var entries = allowlist.Load().Entries.Count;
        lines.Add(("allowlist", entries == 1 ? "1 entry" : $"{entries} entries"));
        if (up is { } since)
            lines.Add(("denied", $"{await log.CountDeniedAsync(since, cancellation)} since the proxy started"));
        lines.Add(("verified", (await proof.ReadAsync(options, runtime, cancellation)).Text));

        return lines;
    }

    private async Task<(string Text, DateTimeOffset? Started, string? Runtime)> ContainerAsync(
        SandboxName name, string service, CancellationToken cancellation)
    {
        var seen = await docker.TryAsync(
            ["container", "inspect", "--format", "{{.State.Status}}|{{.HostConfig.Runtime}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{.State.StartedAt}}", SandboxStack.Container(name, service)],
            cancellation);
        if (seen.ExitCode != 0)
            return ("not there", null, null);

        var parts = seen.Output.Trim().Split('|');
        if (parts[0] != "running")
            return (parts[0], null, null);

        var started = DateTimeOffset.Parse(parts[3], CultureInfo.InvariantCulture);
        return ($"running, {parts[2]}, for {Ago(started)}, under {parts[1]}", started, parts[1]);
    }

    private static string Ago(DateTimeOffset then) => (TimeProvider.System.GetUtcNow() - then) switch
    {
        { TotalMinutes: < 1 } span => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 1 } span => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 1 } span => $"{(int)span.TotalHours} h",
        var span => $"{(int)span.TotalDays} days",
    };
}
