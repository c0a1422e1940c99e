using System.Globalization;

namespace AiSandbox.Host.Services.Allowlist.Edits;

/// <summary>How an entry is written in the list.</summary>
public static class EntryLine
{
    /// <summary>The whole line without its ending: name, options, comment.</summary>
    public static string Of(AllowlistEntry entry) =>
        $"{WithOptions(entry)}{(entry.Reason is { } reason ? $"  # {reason}" : "")}";

    /// <summary>Name and options.</summary>
    public static string WithOptions(AllowlistEntry entry)
    {
        var day = entry.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return entry.Spelling + Ports(entry.Ports) + (entry.Private ? " private" : "") + (entry.Broad ? " broad" : "")
            + (day is null ? "" : $" until={day}");
    }

    /// <summary>Ports as options, with a blank before each; nothing for both, which is what no port means.</summary>
    public static string Ports(AllowedPorts ports) => ports switch
    {
        AllowedPorts.Https => " 443",
        AllowedPorts.Ssh => " 22",
        _ => "",
    };
}
