using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Fakes;

// Internal, so that no host finds them in the entry assembly: a test registers the ones it needs.

/// <summary>A task that notes that it ran.</summary>
internal abstract class NotingTask(Journal journal) : FrostingTask<ICakeContext>
{
    public override void Run(ICakeContext context) => journal.Add(GetType().Name);
}

internal sealed class Clean(Journal journal) : NotingTask(journal);

[IsDependentOn(typeof(Clean))]
internal sealed class Build(Journal journal) : NotingTask(journal);

[IsDependentOn(typeof(Build))]
internal sealed class UnitTests(Journal journal) : NotingTask(journal);

[IsDependentOn(typeof(Clean))]
internal sealed class Docs(Journal journal) : NotingTask(journal);

internal sealed class Alpha(Journal journal) : NotingTask(journal);

internal sealed class Beta(Journal journal) : NotingTask(journal);

internal sealed class Gamma(Journal journal) : NotingTask(journal);

[TaskName("Default")]
internal sealed class DefaultTask(Journal journal) : NotingTask(journal);

/// <summary>A task that throws what it is given.</summary>
internal abstract class ThrowingTask(Exception exception) : FrostingTask<ICakeContext>
{
    public override void Run(ICakeContext context) => throw exception;
}

internal sealed class Failing() : ThrowingTask(new InvalidOperationException("the task is broken"));

internal sealed class FailingWithCode() : ThrowingTask(new CakeException(42, "forty-two"));
