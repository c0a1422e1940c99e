using System.Net;

namespace AiSandbox.Guard.Gate;

/// <summary>Where the gate listens and whom it asks. All but the lists is the same everywhere but in tests.</summary>
/// <param name="Names">Where names are answered, by UDP and TCP.</param>
/// <param name="Relay">Where the gate's filter leads connections to.</param>
/// <param name="EngineNames">The engine's resolver, asked for names of ours alone.</param>
/// <param name="GuardPort">The guard's port.</param>
/// <param name="Lists">The folder with <c>allowed-443</c> and <c>allowed-22</c>.</param>
/// <param name="Log">The log of refused names.</param>
internal sealed record GateOptions(
    IPEndPoint Names, IPEndPoint Relay, IPEndPoint EngineNames, int GuardPort, string Lists, string Log)
{
    public static GateOptions Of(string lists) => new(
        IPEndPoint.Parse("127.0.0.53:53"),
        IPEndPoint.Parse("127.0.0.53:3127"),
        IPEndPoint.Parse("127.0.0.11:53"),
        3128,
        lists,
        "/var/log/gate/access.log");
}
