namespace AiSandbox.Host.Features.Doctor;

/// <summary>What a look at one requirement found.</summary>
/// <param name="State">Whether it is as wanted.</param>
/// <param name="Found">What there is, in a few words.</param>
/// <param name="Repair">The command that repairs it; <see langword="null"/> where nothing is to be repaired.</param>
public sealed record Answer(CheckState State, string Found, string? Repair = null)
{
    /// <summary>It is as wanted.</summary>
    public static Answer Ok(string found) => new(CheckState.Ok, found);

    /// <summary>It is not as wanted.</summary>
    public static Answer Wrong(string found, string? repair) => new(CheckState.Wrong, found, repair);

    /// <summary>It could be better.</summary>
    public static Answer Hint(string found, string? repair = null) => new(CheckState.Hint, found, repair);

    /// <summary>It could not be looked at.</summary>
    public static Answer Skipped(string reason) => new(CheckState.Skipped, $"not checked, because {reason}");

    /// <summary>As wanted or not.</summary>
    public static Answer If(bool isWanted, string found, string? repair) => isWanted ? Ok(found) : Wrong(found, repair);
}
