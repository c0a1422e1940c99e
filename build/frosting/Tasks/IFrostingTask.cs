using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task of the host. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>, which turn the
/// context into its own type. All tasks are constructed for every run, so a constructor does no work.
/// </summary>
public interface IFrostingTask
{
    /// <summary>Does the work.</summary>
    Task RunAsync(ICakeContext context);
}
