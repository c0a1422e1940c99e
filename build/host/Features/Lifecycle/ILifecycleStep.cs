using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>
/// What a feature adds to the life of a sandbox. That it is closed does not hang on any of these: the tasks themselves prove it, and
/// without a feature its steps are gone with it.
/// </summary>
public interface ILifecycleStep
{
    /// <summary>Before anything is built: throws where the sandbox cannot be what is asked for.</summary>
    void Check()
    {
    }

    /// <summary>After the images are there, and before anything starts.</summary>
    Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Before an agent is let in.</summary>
    Task BeforeStartAsync(Sandbox sandbox, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>After it was stopped.</summary>
    Task StoppedAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>After all of it was removed.</summary>
    void Removed(SandboxName name)
    {
    }
}
