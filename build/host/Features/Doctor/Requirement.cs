namespace AiSandbox.Host.Features.Doctor;

/// <summary>What must be there before a requirement can be looked at.</summary>
public enum Needs
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>An engine that can be used.</summary>
    Engine,

    /// <summary>A sandbox that is up.</summary>
    Sandbox,
}

/// <summary>One requirement, and how it is looked at. Looking changes nothing.</summary>
/// <param name="Name">Its name, family first: <c>engine.version</c>. Names stay: scripts read them out of <c>--json</c>.</param>
/// <param name="Wanted">What is wanted, in a few words.</param>
/// <param name="Needs">What must be there first.</param>
/// <param name="LookAsync">Looks.</param>
public sealed record Requirement(
    string Name, string Wanted, Needs Needs, Func<DoctorScope, CancellationToken, Task<Answer>> LookAsync)
{
    /// <summary>A requirement that needs nothing and starts nothing.</summary>
    public static Requirement Plain(string name, string wanted, Func<DoctorScope, Answer> look) =>
        new(name, wanted, Needs.Nothing, (scope, _) => Task.FromResult(look(scope)));

    /// <summary>A requirement that what the engine says of itself decides.</summary>
    public static Requirement OfEngine(string name, string wanted, Func<DoctorScope, EngineInfo, Answer> look) =>
        new(name, wanted, Needs.Engine, (scope, _) => Task.FromResult(look(scope, scope.Engine!)));
}
