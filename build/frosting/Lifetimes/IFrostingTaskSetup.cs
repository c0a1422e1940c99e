using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before every task, skipped ones included.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Prepares a task. If it throws, the task does not run.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">The task.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
