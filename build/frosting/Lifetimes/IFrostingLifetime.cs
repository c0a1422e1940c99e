namespace Cake.Frosting;

/// <summary>Runs once before the first task and once after the last.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
