using AiSandbox.Host.Cli;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Shows the menu, and changes nothing.</summary>
[TaskName("Default")]
[TaskDescription("Shows this menu.")]
public sealed class DefaultTask(TargetCatalogue catalogue) : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        Console.Out.Write(HelpText.Menu(context.Options.Script, catalogue, HelpText.Width));
}
