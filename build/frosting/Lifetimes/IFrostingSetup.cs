using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs once, before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Prepares the run. If it throws, no task runs, but Teardown does. A dry run calls it too.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">What the engine is about to run.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
