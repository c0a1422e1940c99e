using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <inheritdoc cref="IFrostingSetup"/>
/// <typeparam name="TContext">The context it needs; one that the host's context is not fails the run.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <inheritdoc cref="IFrostingSetup.Setup"/>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <inheritdoc/>
    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) =>
        Setup(context.As<TContext>(), info);
}

/// <inheritdoc cref="IFrostingSetup"/>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
