using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Allowlist;

internal static class AllowlistFeature
{
    public static IServiceCollection AddAllowlist(this IServiceCollection services) => services
        .AddSingleton<AllowlistEditor>()
        .AddSingleton<SessionEntries>();
}
