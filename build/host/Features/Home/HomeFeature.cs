using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Home;

internal static class HomeFeature
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services
        .AddSingleton<HomeVolume>()
        .AddSingleton<HomeBackup>()
        .AddSingleton<HomeSwap>()
        .AddSingleton<HomeRestore>()
        .AddSingleton<HomeClone>();
}
