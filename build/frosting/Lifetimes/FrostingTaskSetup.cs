using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingTaskSetup"/>
/// <typeparam name="TContext">The context it needs; one that the host's context is not fails the run.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTaskSetup.Setup"/>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <inheritdoc/>
    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) =>
        Setup(context.As<TContext>(), info);
}

/// <inheritdoc cref="IFrostingTaskSetup"/>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
