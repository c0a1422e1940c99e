using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Settings;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Renders and checks the settings of the workspace.</summary>
[TaskName("PrepareEnv")]
[TaskDescription("Renders env/workspace.env, keeps every value that you set, and says what is still to be filled in.")]
public sealed class PrepareEnvTask(SandboxHome home, WorkspaceEnv env) : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var made = home.Prepare();
        var prepared = env.Prepare(context.Options.Line.Value(Option.Mount));
        foreach (var line in made.Concat(prepared.Report))
            context.Reporter.Line(line);

        // A wrong value is an error now, and not in the middle of Up.
        env.Read();
        if (prepared.Report.Count == 0 && context.Options.Requested("PrepareEnv"))
            context.Reporter.Line($"{context.Checkout.Show("env/workspace.env")} is up to date, and nothing is left to be filled in.");
    }
}
