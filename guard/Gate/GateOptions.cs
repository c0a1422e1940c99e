using System.Net;

namespace AiSandbox.Guard.Gate;

/// <summary>Where the gate listens and whom it asks. Nothing of it is set by anybody but tests.</summary>
/// <param name="Names">Where names are answered, by UDP and TCP.</param>
/// <param name="Relay">Where the gate's filter leads connections to.</param>
/// <param name="EngineNames">The engine's resolver, asked for the guard's name alone.</param>
/// <param name="GuardPort">The guard's port.</param>
/// <param name="Lists">The folder with <c>allowed-443</c> and <c>allowed-22</c>.</param>
/// <param name="Log">The log of refused names.</param>
internal sealed record GateOptions(
    IPEndPoint Names, IPEndPoint Relay, IPEndPoint EngineNames, int GuardPort, string Lists, string Log)
{
    public static GateOptions Default { get; } = new(
        IPEndPoint.Parse("127.0.0.53:53"),
        IPEndPoint.Parse("127.0.0.53:3127"),
        IPEndPoint.Parse("127.0.0.11:53"),
        3128,
        "/etc/ai-sandbox/proxy",
        "/var/log/gate/access.log");
}
