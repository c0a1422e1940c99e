using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs once, after the last task, whether the run failed or not.</summary>
public interface IFrostingTeardown
{
    /// <summary>Ends the run. A dry run calls it too.</summary>
    /// <param name="context">The host's context.</param>
    /// <param name="info">How the run went.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
