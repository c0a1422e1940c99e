namespace AiSandbox.Host.Services.Allowlists;

/// <summary>The file <c>allowed-sites.txt</c>.</summary>
public static class AllowlistFile
{
    private const int Shown = 20;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="SandboxException">It is missing or not valid (<see cref="ExitCodes.Usage"/>); the message has every finding.</exception>
    public static Allowlist Read(string path, string name)
    {
        if (!File.Exists(path))
            throw new SandboxException($"{name} is missing, so nothing would get through.", $"git restore {name}", ExitCodes.Usage);

        var parser = new AllowlistParser(DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date));
        var list = parser.Parse(File.ReadAllBytes(path));
        if (parser.Findings.Count == 0)
            return list;

        var lines = parser.Findings.Take(Shown).Select(finding => finding.Describe(name));
        var more = parser.Findings.Count > Shown ? $"\n… and {parser.Findings.Count - Shown} more." : "";
        throw new SandboxException(
            $"{name} is not valid, and nothing was changed.\n{string.Join('\n', lines)}{more}", exitCode: ExitCodes.Usage);
    }
}
