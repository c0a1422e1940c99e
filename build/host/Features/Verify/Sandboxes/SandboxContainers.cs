using System.Globalization;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>The containers of one sandbox, found by the labels that Compose gives them.</summary>
/// <param name="runner">The program of the shells that run commands in them.</param>
/// <param name="environment">Variables that a case gets where it runs in the workspace.</param>
internal sealed class SandboxContainers(
    DockerCli docker, string project, string runner, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private static readonly TimeSpan HealLimit = TimeSpan.FromSeconds(20);

    // Beyond its own limit, a case gets this long to be ended inside before the client outside is.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // What shows that a service answers, and where it is asked: the guard has no shell.
    private static readonly Dictionary<string, (string From, string Check)> Checks = new(StringComparer.Ordinal)
    {
        ["internet"] = ("internet", "test -e /run/internet-ready"),
        ["proxy"] = ("proxy", "exec 3<>/dev/tcp/127.0.0.1/3128"),
        ["guard"] = ("gate", "exec 3<>/dev/tcp/proxy/3128"),
        ["keys"] = ("workspace", "ssh-add -l > /dev/null; [ $? -lt 2 ]"), // 1: no key in it
        ["gateway"] = ("gate", "exec 3<>/dev/tcp/gateway/3128"),
        ["gate"] = ("gate", "exec 3<>/dev/tcp/127.0.0.53/53"),
        ["service"] = ("service", "exec 3<>/dev/tcp/127.0.0.1/18432"),
        ["workspace"] = ("workspace", "test -e /etc/ai-sandbox/ready"),
    };

    private string Project => $"label={ComposeLabels.Project}={project}";

    private readonly string _fence = LogReader.NewFence();
    private readonly Lock _starting = new();
    private readonly Dictionary<string, ResidentRunner> _runners = new(StringComparer.Ordinal);
    private Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>Finds the running containers, and returns their services.</summary>
    public async Task<IReadOnlyCollection<string>> FindAsync(CancellationToken cancellation)
    {
        _ids = (await docker.ListAsync(
                ["ps", "--filter", Project, "--filter", $"label={ComposeLabels.Number}", "--format", $"{{{{.Label \"{ComposeLabels.Service}\"}}}} {{{{.ID}}}}"], cancellation))
            .Chunk(2).ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);

        return _ids.Keys;
    }

    /// <summary>
    /// Waits until a service answers: one of the checks above. Not until it is healthy: a proxy that refuses
    /// nothing is unhealthy by its own check, and that is for the cases to show.
    /// </summary>
    /// <exception cref="SandboxException">It does not answer in time.</exception>
    public async Task WaitAsync(string service, TimeSpan limit, CancellationToken cancellation)
    {
        var (from, check) = Checks[service];
        var seconds = limit.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var answered = await TryAsync(["timeout", seconds, "bash", "-c", $"until ({check}) 2> /dev/null; do sleep 0.05; done"]);
        if (answered?.ExitCode != 0)
            throw await SilentAsync(service, cancellation);

        async Task<CommandResult?> TryAsync(string[] command)
        {
            try
            {
                return await Runner(from).ExecuteAsync(command, cancellation);
            }
            catch (SandboxException)
            {
                return null; // its container has ended: what it said last says why
            }
        }
    }

    private async Task<SandboxException> SilentAsync(string service, CancellationToken cancellation)
    {
        var id = (await docker.ListAsync(
            ["ps", "--all", "--quiet", "--filter", Project, "--filter", $"label={ComposeLabels.Number}", "--filter", $"label={ComposeLabels.Service}={service}"],
            cancellation)).FirstOrDefault();
        var logs = id is null ? null : await docker.TryAsync(["logs", "--tail", "10", id], cancellation);
        var why = logs is null ? "there is no container" : (logs.Output + logs.Error).Trim();
        return new SandboxException($"The {service} of {project} does not start: {why}");
    }

    /// <summary>What the sandbox is made of, and where its containers stand.</summary>
    /// <inheritdoc cref="SandboxInspection.ReadAsync"/>
    public Task<(SandboxFacts Facts, Dictionary<string, string> Addresses)> InspectAsync(bool live, string policy, CancellationToken cancellation) =>
        SandboxInspection.ReadAsync(docker, project, _ids, live, policy, cancellation);

    /// <summary>Strikes a service's container, and returns what heals it.</summary>
    public async Task<Func<CancellationToken, Task>> StrikeAsync(Fault fault, CancellationToken cancellation)
    {
        var id = Id(fault.Service);
        var (strike, heal) = fault.Do switch
        {
            Disturbance.Pause when fault.Service is "gate" => (Signal("STOP"), Signal("CONT")),
            _ when fault.Service is "gate" => (Signal("KILL"), Array.Empty<string>()),
            Disturbance.Kill => (new[] { "kill", id }, new[] { "start", id }),
            Disturbance.Pause => (["pause", id], ["unpause", id]),
            _ => (["kill", id], Array.Empty<string>()),
        };
        await EndRunnerAsync(fault.Service);
        await docker.RunAsync(strike, cancellation);
        // Not waited for: the case begins while it starts, and not before it is dead, whose log would be lost with it.
        var starting = fault.Do is Disturbance.Restart ? docker.RunAsync(["start", id], cancellation) : Task.CompletedTask;

        return async token =>
        {
            await starting;
            if (heal.Length > 0)
                await docker.RunAsync(heal, token);
            await WaitAsync(fault.Service, HealLimit, token);
        };

        string[] Signal(string name) =>
            ["exec", "--user", "nobody", id, "bash", "-c", $"for p in /proc/[0-9]*; do [[ $(< $p/comm) != guard ]] || kill -{name} ${{p#/proc/}}; done"];
    }

    /// <summary>Has proxy, guard and gate take over the lists that lie in their folder.</summary>
    public Task ReloadAsync(CancellationToken cancellation) =>
        PolicyReload.RunAsync(docker, Id("proxy"), Id("guard"), Id("gate"), cancellation);

    /// <summary>Runs a command in a service's container, whatever its exit code.</summary>
    public Task<CommandResult> ExecuteAsync(string service, IReadOnlyList<string> options, IReadOnlyList<string> command, CancellationToken cancellation) =>
        docker.TryAsync(["exec", .. options, Id(service), .. command], cancellation);

    /// <summary>Runs a case.</summary>
    public async Task<CommandEnd> ExecuteAsync(VerificationCase test, CancellationToken cancellation)
    {
        var seconds = test.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(test.Timeout + Grace);
        try
        {
            var ended = await Runner(test.At switch
            {
                Place.Workspace or Place.Neighbour => "workspace",
                Place.Proxy => "proxy",
                Place.Gate => "gate",
                Place.Service => "service",
                _ => "internet",
            }).ExecuteAsync(["timeout", "--kill-after=1", seconds, .. test.Run], limit.Token);
            return new CommandEnd(ended.ExitCode, ended.Output, ended.Error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CommandEnd(124, "", "It did not end in time, and could not be ended inside.");
        }
    }

    /// <summary>Reads the logs of gate, guard and proxy.</summary>
    public LogReader ProxyLog() => new(
        _fence, LogReader.ProxyFence, ["/var/log/gate/access.log", "/var/log/guard/access.log", "/var/log/squid/access.log"],
        (command, cancellation) => Runner("gate").ExecuteAsync(command, cancellation));

    /// <summary>Reads the simulated internet's log.</summary>
    public LogReader InternetLog() => new(
        _fence, LogReader.InternetFence, ["/srv/internet/log.jsonl"], (command, cancellation) => Runner("internet").ExecuteAsync(command, cancellation));

    /// <summary>Ends what runs commands in the containers; they themselves stay.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var service in _runners.Keys.ToList())
            await EndRunnerAsync(service);
    }

    // One that has ended is followed by another: a case may have ended it.
    private ResidentRunner Runner(string service)
    {
        lock (_starting)
        {
            if (!_runners.TryGetValue(service, out var resident) || resident.HasEnded)
                _runners[service] = resident = new ResidentRunner(docker, Exec(service), runner);
            return resident;
        }
    }

    private IReadOnlyList<string> Exec(string service) => service switch
    {
        "workspace" =>
            [.. environment.SelectMany(variable => new[] { "--env", $"{variable.Key}={variable.Value}" }), Id(service), "sandbox-enter"],
        "gate" => ["--user", "proxy", Id(service)], // who reads the logs
        _ => [Id(service)],
    };

    private async Task EndRunnerAsync(string service)
    {
        if (_runners.Remove(service, out var resident))
            await resident.DisposeAsync();
    }

    private string Id(string service) => _ids.TryGetValue(service, out var id)
        ? id
        : throw new SandboxException(
            $"The container '{service}' of {project} does not run.", $"docker ps --all --filter name={project}");
}
