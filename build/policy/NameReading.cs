namespace AiSandbox.Policy;

/// <summary>What the first word of a line turned out to be.</summary>
/// <param name="Name">The name in canonical form; empty where it is refused.</param>
/// <param name="IncludesSubdomains">Whether everything below it is meant.</param>
/// <param name="PortInName">The port that stood in the name.</param>
/// <param name="PortOfScheme">The port that a URL's scheme stands for.</param>
/// <param name="Unicode">The name as it is read, where that is not how it is stored.</param>
/// <param name="Complaints">What is wrong with the word.</param>
internal sealed record NameReading(
    string Name,
    bool IncludesSubdomains,
    AllowedPorts PortInName,
    AllowedPorts PortOfScheme,
    string? Unicode,
    IReadOnlyList<Complaint> Complaints)
{
    /// <summary>Whether it is no name.</summary>
    public bool IsRefused => Complaints.Any(complaint => complaint.IsFatal);

    /// <summary>Whether the word has to be written in another way.</summary>
    public bool IsRewritten => Complaints.Any(complaint => complaint.IsFixable);
}
