using System.Globalization;

namespace AiSandbox.Policy.Edits;

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

    /// <summary>What an entry's mark <c>private</c> opens, said before it is written.</summary>
    public static string PrivateWarning(AllowlistEntry entry) =>
        $"{entry.Spelling} is opened on private networks too (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and the like): whoever "
        + "controls its DNS chooses which machine of your network the workspace reaches. Only for a host of your own.";

    /// <summary>Ports as options, with a blank before each; nothing for both, which is what no port means.</summary>
    public static string Ports(AllowedPorts ports) => ports switch
    {
        AllowedPorts.Https => " 443",
        AllowedPorts.Ssh => " 22",
        _ => "",
    };
}
