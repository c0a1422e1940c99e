using AiSandbox.Guard.Allowed;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Logging;

namespace AiSandbox.Guard.Relay;

/// <summary>What all connections share.</summary>
/// <param name="Options">The limits.</param>
/// <param name="Log">The log.</param>
/// <param name="Gateway">The way to Squid.</param>
/// <param name="Accounts">The budgets.</param>
/// <param name="Tunnels">The open tunnels.</param>
/// <param name="Names">The lists as they were read last.</param>
/// <param name="Stopping">The guard's end.</param>
public sealed record GuardContext(
    GuardOptions Options,
    AccessLog Log,
    SquidGateway Gateway,
    Accounts Accounts,
    OpenTunnels Tunnels,
    Func<AllowedNames> Names,
    CancellationToken Stopping);
