using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>A task that does its work synchronously. Only what is overridden is handed to the engine.</summary>
/// <typeparam name="T">The context the task needs; one that the host's context is not fails the run.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <inheritdoc cref="IFrostingTask.RunAsync"/>
    public virtual void Run(T context)
    {
    }

    /// <inheritdoc cref="IFrostingTask.ShouldRun"/>
    public virtual bool ShouldRun(T context) => true;

    /// <inheritdoc cref="IFrostingTask.OnError"/>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <inheritdoc cref="IFrostingTask.Finally"/>
    public virtual void Finally(T context)
    {
    }

    /// <inheritdoc/>
    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run(context.As<T>());

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun(context.As<T>());

    /// <inheritdoc/>
    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, context.As<T>());

    /// <inheritdoc/>
    void IFrostingTask.Finally(ICakeContext context) => Finally(context.As<T>());
}

/// <summary>A synchronous task that is content with Cake's own context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
