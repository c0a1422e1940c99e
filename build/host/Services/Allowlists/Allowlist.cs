namespace AiSandbox.Host.Services.Allowlists;

/// <summary>One entry of the allowlist.</summary>
/// <param name="Name">The name: lower-case ASCII, no dot at its beginning or end.</param>
/// <param name="Subdomains">Whether everything below it is meant too.</param>
/// <param name="Ports">The ports: 443, 22, or both.</param>
/// <param name="Private">Whether it may have a private address.</param>
/// <param name="Until">The last day on which it holds; without end where <see langword="null"/>.</param>
/// <param name="Line">The line it stands on, from 1.</param>
public sealed record AllowlistEntry(
    string Name, bool Subdomains, IReadOnlyList<int> Ports, bool Private, DateOnly? Until, int Line)
{
    /// <summary>The entry as Squid's dstdomain reads it.</summary>
    public string Pattern => Subdomains ? $".{Name}" : Name;
}

/// <summary>A whole, valid allowlist.</summary>
/// <param name="Entries">Its entries in the order of the file.</param>
public sealed record Allowlist(IReadOnlyList<AllowlistEntry> Entries);
