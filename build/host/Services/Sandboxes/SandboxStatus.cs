using System.Globalization;
using AiSandbox.Host.Adapters.Docker;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Allowlist;
using AiSandbox.Host.Services.Engine;
using AiSandbox.Host.Services.Images;
using AiSandbox.Host.Services.Logs;

namespace AiSandbox.Host.Services.Sandboxes;

/// <summary>Looks at what is there, and changes nothing.</summary>
/// <param name="engine">The engine.</param>
/// <param name="docker">The engine's command line.</param>
/// <param name="log">The proxy's log.</param>
/// <param name="allowlist">The files of the allowlist.</param>
public sealed class SandboxStatus(EngineAccess engine, DockerCli docker, ProxyLog log, AllowlistStore allowlist)
{
    private static readonly string[] Services = ["workspace", "gate", "guard", "proxy"];

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
        foreach (var service in Services)
        {
            var (text, started) = await ContainerAsync(options.Name, service, cancellation);
            lines.Add((service, text));
            if (service == "proxy")
                up = started;
        }

        foreach (var image in SandboxImages.Services)
            lines.Add(($"{image} image", await AgeAsync($"{options.Name}-{image}", cancellation)));

        var entries = allowlist.Load().Entries.Count;
        lines.Add(("allowlist", entries == 1 ? "1 entry" : $"{entries} entries"));
        if (up is { } since)
            lines.Add(("denied", $"{await log.CountDeniedAsync(since, cancellation)} since the proxy started"));

        return lines;
    }

    private async Task<(string Text, DateTimeOffset? Started)> ContainerAsync(SandboxName name, string service, CancellationToken cancellation)
    {
        var seen = await docker.TryAsync(
            ["container", "inspect", "--format", "{{.State.Status}}|{{.HostConfig.Runtime}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{.State.StartedAt}}", SandboxStack.Container(name, service)],
            cancellation);
        if (seen.ExitCode != 0)
            return ("not there", null);

        var parts = seen.Output.Trim().Split('|');
        if (parts[0] != "running")
            return (parts[0], null);

        var started = DateTimeOffset.Parse(parts[3], CultureInfo.InvariantCulture);
        return ($"running, {parts[2]}, for {Ago(started)}, under {parts[1]}", started);
    }

    private async Task<string> AgeAsync(string image, CancellationToken cancellation)
    {
        var seen = await docker.TryAsync(["image", "inspect", "--format", "{{.Created}}", image], cancellation);
        return seen.ExitCode == 0 ? $"{Ago(DateTimeOffset.Parse(seen.Output.Trim(), CultureInfo.InvariantCulture))} old" : "not built";
    }

    private static string Ago(DateTimeOffset then) => (TimeProvider.System.GetUtcNow() - then) switch
    {
        { TotalMinutes: < 1 } span => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 1 } span => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 1 } span => $"{(int)span.TotalHours} h",
        var span => $"{(int)span.TotalDays} days",
    };
}
