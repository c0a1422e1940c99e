using AiSandbox.Host.Features.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Disk;

internal static class DiskFeature
{
    public static IServiceCollection AddDisk(this IServiceCollection services) => services.AddSingleton<ILifecycleStep, DiskStep>();
}
