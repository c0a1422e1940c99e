using System.Globalization;
using AiSandbox.Guard.Configuration;

namespace AiSandbox.Guard;

/// <summary>
/// The descriptors that a full house takes. A process that runs out of them cannot be trusted to do anything right, so
/// the guard does not start where its clients could bring it there.
/// </summary>
public static class DescriptorLimit
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    // The log, the port, what the runtime has open, connections that are refused politely, and those opened ahead.
    private const int Reserve = 256;

    /// <summary>Checks the hard limit, to which the runtime raises the soft one.</summary>
    /// <param name="options">Checked options.</param>
    /// <exception cref="ConfigurationException">The limit is too low.</exception>
    public static void Require(GuardOptions options)
    {
        var needed = (options.MaxConnections * 2) + Reserve;
        if (!File.Exists(Limits) || File.ReadLines(Limits).FirstOrDefault(IsLine) is not { } line)
            return;

        var hard = line[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        if (long.TryParse(hard, CultureInfo.InvariantCulture, out var limit) && limit < needed)
            throw new ConfigurationException($"max_connections is {options.MaxConnections}, which needs {needed} open files; the limit is {limit}.");
    }

    private static bool IsLine(string line) => line.StartsWith(Line, StringComparison.Ordinal);
}
