using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingTeardown"/>
/// <typeparam name="TContext">The context it needs; one that the host's context is not fails the run.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingTeardown.Teardown"/>
    public abstract void Teardown(TContext context, ITeardownContext info);

    /// <inheritdoc/>
    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) =>
        Teardown(context.As<TContext>(), info);
}
