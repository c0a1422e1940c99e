using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Suggest.Denials;
using AiSandbox.Host.Features.Suggest.Projects;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Suggest;

/// <summary>Proposes lines for the allowlist.</summary>
[TaskName("Suggest")]
[TaskDescription("Proposes lines for allowed-sites.txt as a diff, and writes nothing: for what was denied since Up, or --from-projects.")]
public sealed class SuggestTask(DenialSuggestion denials, ProjectSuggestion projects) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var lines = context.Options.Line.Flag(Option.FromProjects)
            ? await projects.ReadAsync(context.Cancellation)
            : await denials.ReadAsync(context.Options, context.Cancellation);
        foreach (var line in lines)
            context.Reporter.Line(line);
    }
}
