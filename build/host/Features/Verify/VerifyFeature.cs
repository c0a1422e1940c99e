using AiSandbox.Host.Features.Verify.Sandboxes;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Verify;

internal static class VerifyFeature
{
    public static IServiceCollection AddVerify(this IServiceCollection services) => services
        .AddSingleton<VerificationSandboxes>()
        .AddSingleton<SandboxVerification>()
        .AddSingleton<MutationTrial>();
}
