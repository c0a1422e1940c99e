using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Completion;

internal static class CompletionFeature
{
    public static IServiceCollection AddCompletion(this IServiceCollection services) => services
        .AddSingleton<CompletionScript>();
}
