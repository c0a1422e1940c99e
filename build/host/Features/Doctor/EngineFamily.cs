using AiSandbox.Host.Engines;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Debian;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Text;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The container engine. Too old an engine or Compose does not count as one: then <c>engine.reach</c> says so.</summary>
public sealed class EngineFamily(EngineAccess engine, EngineSight sight, DockerCli docker, WorkspaceEnv env, Checkout checkout) : ICheckFamily
{
    private const string Delegate = "https://docs.docker.com/engine/security/rootless/tips/#limiting-resources";

    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope) =>
    [
        new("engine.reach", "a Docker Engine that answers and is recent enough", Needs.Nothing, ReachAsync),
        new("engine.checkout", "the engine sees the checkout's files", Needs.Engine, (_, end) => CheckoutAsync(end)),
        new("engine.version", "25.0.5 or later", Needs.Engine, async (_, end) => Answer.Ok((await engine.ConnectAsync(end)).EngineVersion)),
        new("engine.compose", "2.24 or later", Needs.Engine, async (_, end) => Answer.Ok((await engine.ConnectAsync(end)).ComposeVersion)),
        new("engine.buildx", "the plug-in Buildx", Needs.Engine, (_, end) => BuildxAsync(end)),
        Requirement.OfEngine("engine.kind", "Linux containers", Kind),
        Requirement.OfEngine("engine.processor", "x86-64 or ARM64", (_, info) => Processor(info)),
        Requirement.OfEngine("engine.runtime", scope.Options.Runtime ?? "an OCI runtime", Runtime),
        Requirement.OfEngine("engine.seccomp", "system calls filtered by a profile", (_, info) => Seccomp(info)),
        Requirement.OfEngine("engine.limits", "limits of memory, processes and processors hold", (_, info) => Limits(info)),
        Requirement.OfEngine("engine.filter", "the kernel has nf_tables, for the gate's packet filter", Filter),
        Requirement.OfEngine("engine.memory", "as much memory as the workspace may use", (_, info) => Memory(info)),
    ];

    private async Task<Answer> ReachAsync(DoctorScope scope, CancellationToken cancellation) => scope.EngineTrouble is { } trouble
        ? Answer.Wrong(trouble.Reason.Split('\n')[0].TrimEnd('.'), trouble.Next)
        : Answer.Ok($"it answers{((await engine.ConnectAsync(cancellation)).Owner is { } owner ? $": the private one of {owner}" : "")}");

    private async Task<Answer> CheckoutAsync(CancellationToken cancellation)
    {
        await sight.RequireAsync(cancellation);
        return Answer.Ok("it sees them");
    }

    private async Task<Answer> BuildxAsync(CancellationToken cancellation)
    {
        var said = await docker.TryAsync(["buildx", "version"], cancellation);
        return Answer.If(said.ExitCode == 0, said.ExitCode == 0 ? said.Output.Trim().Split(' ')[1] : "missing", EngineInstructions.ForBuildx(EngineInstructions.Platform()));
    }

    private static Answer Kind(DoctorScope scope, EngineInfo info)
    {
        var kind = info switch { { IsDesktop: true } => "Docker Desktop", { IsRootless: true } => "rootless", _ => "with root's rights" };
        return Answer.If(
            info.OSType is "linux", $"{info.OSType} containers, {kind}, on {info.OperatingSystem}", "switch Docker Desktop to Linux containers, in its menu");
    }

    private static Answer Processor(EngineInfo info) =>
        Answer.If(info.Architecture is "x86_64" or "aarch64" or "arm64" or "amd64", info.Architecture, "use an engine on one of these");

    private static Answer Runtime(DoctorScope scope, EngineInfo info)
    {
        var known = info.Runtimes?.Keys.Order(StringComparer.Ordinal).ToList() ?? [];
        return Answer.If(
            scope.Options.Runtime is { } asked ? known.Contains(asked) : known.Count > 0,
            string.Join(", ", known),
            "install it and make it known: https://docs.docker.com/engine/daemon/alternative-runtimes/");
    }

    private static Answer Seccomp(EngineInfo info) => info.HasSeccomp
        ? Answer.Ok("system calls are filtered")
        : Answer.Hint("system calls are not filtered", "remove \"seccomp-profile\": \"unconfined\" from the engine's daemon.json, or use a kernel with seccomp");

    private static Answer Limits(EngineInfo info)
    {
        List<string> missing = [];
        if (!info.MemoryLimit)
            missing.Add("memory");
        if (!info.PidsLimit)
            missing.Add("processes");
        if (!info.CpuCfsQuota)
            missing.Add("processors");

        return Answer.If(
            missing.Count == 0, missing.Count == 0 ? "memory, processes and processors" : $"no limit of {string.Join(", ", missing)}",
            info.IsRootless ? $"delegate the control groups: {Delegate}" : "enable the control groups of the kernel: docker info");
    }

    // A gate that is healthy has its filter. Before there is one, a kernel that is at hand is asked.
    private static Answer Filter(DoctorScope scope, EngineInfo info)
    {
        if (scope.Containers.TryGetValue("gate", out var gate) && gate is { IsRunning: true, Health: "healthy" })
            return Answer.Ok("the gate has its packet filter");

        return LinuxKernelFeatures.HasNfTables(info.KernelVersion) switch
        {
            true => Answer.Ok($"kernel {info.KernelVersion} has nf_tables"),
            false => Answer.Wrong($"kernel {info.KernelVersion} has no nf_tables", "use a kernel with CONFIG_NF_TABLES_INET"),
            null => Answer.Skipped("the engine's kernel is not at hand; the gate does not start without"),
        };
    }

    private Answer Memory(EngineInfo info)
    {
        var found = Quantity.Size(info.MemTotal);
        if (!checkout.HasSettings())
            return Answer.Ok(found);

        return env.Read().MemoryBytes is { } limit && limit > info.MemTotal
            ? Answer.Hint($"{found}, and the workspace may use {Quantity.Size(limit)}", $"lower WORKSPACE_MEMORY in {checkout.Show("env/workspace.env")}")
            : Answer.Ok(found);
    }
}
