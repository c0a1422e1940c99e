namespace AiSandbox.Host.Features.Doctor;

/// <summary>One requirement with what was found.</summary>
/// <param name="Name">The requirement's name, family first.</param>
/// <param name="State">Whether it is as wanted.</param>
/// <param name="Found">What was found; safe to print.</param>
/// <param name="Wanted">What is wanted.</param>
/// <param name="Repair">The command that repairs it, or <see langword="null"/>.</param>
public sealed record CheckResult(string Name, CheckState State, string Found, string Wanted, string? Repair)
{
    /// <summary>The family: machine, dotnet, engine, files, sandbox, network or ssh.</summary>
    public string Family => Name.Split('.')[0];
}
