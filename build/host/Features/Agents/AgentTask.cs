using Cake.Frosting;

namespace AiSandbox.Host.Features.Agents;

/// <summary>Starts an agent in the workspace.</summary>
[TaskName("Agent")]
[TaskDescription("Starts --agent=claude-code (or codex, gemini-cli) in the workspace; words after -- go to the agent.")]
public sealed class AgentTask(AgentSession agents) : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context) =>
        context.Run.ExitCode = await agents.RunAsync(context.Cancellation);
}
