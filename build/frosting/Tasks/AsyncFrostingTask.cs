using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>A task that does its work asynchronously.</summary>
/// <typeparam name="T">The context the task needs; one that the host's context is not fails the run.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <inheritdoc cref="IFrostingTask.RunAsync"/>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <inheritdoc/>
    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync(context.As<T>());
}
