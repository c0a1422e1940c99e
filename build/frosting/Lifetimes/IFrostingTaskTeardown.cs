using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after every task, whether it failed, was skipped or neither.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Ends a task.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">How the task went.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
