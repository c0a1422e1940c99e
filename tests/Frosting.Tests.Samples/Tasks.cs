using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Samples;

/// <summary>A task that a scan finds.</summary>
[TaskName("First-Sample")]
public sealed class FirstSampleTask : FrostingTask;

/// <summary>Another one, which a scan finds as well.</summary>
[TaskName("Second-Sample")]
public sealed class SecondSampleTask : AsyncFrostingTask;

/// <summary>Cannot be constructed, so it is no task by itself.</summary>
public abstract class AbstractSampleTask : FrostingTask;

/// <summary>Cannot be constructed either.</summary>
/// <typeparam name="T">Anything.</typeparam>
public class OpenSampleTask<T> : FrostingTask<ICakeContext>
{
    /// <summary>Uses the type argument.</summary>
    public Type Argument { get; } = typeof(T);
}

/// <summary>The assembly's own business.</summary>
internal sealed class InternalSampleTask : FrostingTask;
