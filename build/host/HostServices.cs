using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Adapters.Terminal;
using AiSandbox.Host.Services;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host;

/// <summary>What the host is made of.</summary>
internal static class HostServices
{
    /// <summary>Registers adapters and services; constructors do no work.</summary>
    public static IServiceCollection AddHost(this IServiceCollection services) => services
        .AddSingleton<ICommandRunner, CommandRunner>()
        .AddSingleton<IReporter, Reporter>()
        .AddSingleton<ConfigRenderer>();
}
