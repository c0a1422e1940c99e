namespace Cake.Frosting;

/// <summary>Runs another task before this one. A class derived from the task depends on it too.</summary>
/// <param name="type">The other task's class; anything but an <see cref="IFrostingTask"/> fails the run.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The class of the task that runs before.</summary>
    public Type Task { get; } = type;
}
