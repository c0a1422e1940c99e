namespace AiSandbox.Host.Features.Doctor;

/// <summary>What became of a check.</summary>
public enum CheckState
{
    /// <summary>It is as wanted.</summary>
    Ok,

    /// <summary>It could be better, and nothing fails for it.</summary>
    Hint,

    /// <summary>It is not as wanted, and something fails or is not safe for it.</summary>
    Wrong,

    /// <summary>It could not be looked at; what was found says why.</summary>
    Skipped,
}
