using AiSandbox.Host.Features.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Review;

internal static class ReviewFeature
{
    public static IServiceCollection AddReview(this IServiceCollection services) => services
        .AddSingleton<Baselines>()
        .AddSingleton<ProjectReview>()
        .AddSingleton<ILifecycleStep, ReviewSteps>();
}
