using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.SelfTest;

internal static class SelfTestFeature
{
    public static IServiceCollection AddSelfTest(this IServiceCollection services) => services
        .AddSingleton<TestSuite>();
}
