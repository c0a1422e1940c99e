using AiSandbox.Host.Cli;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Completion;

/// <summary>Prints a script for the user's shell, and nothing else: it is to be read by that shell as it is.</summary>
[TaskName("Completion")]
[TaskDescription("Prints a script that completes targets, options and domains in a shell: --shell=bash, zsh, fish or powershell.")]
public sealed class CompletionTask(CompletionScript script, TargetCatalogue catalogue) : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) => Console.Out.Write(script.Render(context.Options, catalogue));
}
