using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Doctor;

internal static class DoctorFeature
{
    public static IServiceCollection AddDoctor(this IServiceCollection services) => services
        .AddSingleton<ICheckFamily, MachineFamily>()
        .AddSingleton<ICheckFamily, DotnetFamily>()
        .AddSingleton<ICheckFamily, EngineFamily>()
        .AddSingleton<ICheckFamily, FilesFamily>()
        .AddSingleton<ICheckFamily, IdentityFamily>()
        .AddSingleton<ICheckFamily, SandboxFamily>()
        .AddSingleton<ICheckFamily, NetworkFamily>()
        .AddSingleton<ICheckFamily, SshFamily>()
        .AddSingleton<SandboxDoctor>();
}
