using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Agents;

internal static class AgentsFeature
{
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<AgentSetup>()
        .AddSingleton<AgentSession>();
}
