namespace Cake.Frosting;

/// <summary>Runs this task before another one, which need not know of it.</summary>
/// <param name="type">The other task's class; anything but an <see cref="IFrostingTask"/> fails the run.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    /// <summary>The class of the task that runs after this one.</summary>
    public Type Task { get; } = type;
}
