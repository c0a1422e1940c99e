using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.DevContainer;

internal static class DevContainerFeature
{
    public static IServiceCollection AddDevContainer(this IServiceCollection services) => services
        .AddSingleton(_ => EditorHost.Present())
        .AddSingleton<EditorHandover>();
}
