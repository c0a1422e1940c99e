using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task of the host. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>, which turn the
/// context into its own type. All tasks are constructed for every run, so a constructor does no work.
/// </summary>
public interface IFrostingTask
{
    /// <summary>
    /// What the report says of the task when <see cref="ShouldRun"/> was false. A task that derives from a base class
    /// and wants words of its own lists <see cref="IFrostingTask"/> once more in its declaration.
    /// </summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The host's context.</param>
    /// <returns>The work, awaited before the next task.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task runs. False skips a dependency, and is an error for the target itself.</summary>
    /// <param name="context">The host's context.</param>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles the failure of <see cref="RunAsync"/>; if this returns, the run goes on.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="context">The host's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whether it failed or not.</summary>
    /// <param name="context">The host's context.</param>
    void Finally(ICakeContext context);
}
