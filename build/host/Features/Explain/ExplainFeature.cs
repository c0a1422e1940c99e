using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Explain;

internal static class ExplainFeature
{
    public static IServiceCollection AddExplain(this IServiceCollection services) => services
        .AddSingleton<AllowlistExplainer>();
}
