using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a host: what Cake gives a task, and what the host adds to it.</summary>
public interface IFrostingContext : ICakeContext;
