using AiSandbox.Host.Features.Suggest.Denials;
using AiSandbox.Host.Features.Suggest.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace AiSandbox.Host.Features.Suggest;

internal static class SuggestFeature
{
    public static IServiceCollection AddSuggest(this IServiceCollection services) => services
        .AddSingleton<ISandboxStart, DockerSandboxStart>()
        .AddSingleton<DenialSuggestion>()
        .AddSingleton<ProjectSuggestion>();
}
