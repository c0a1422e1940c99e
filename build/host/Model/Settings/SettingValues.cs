using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSandbox.Host.Model.Settings;

/// <summary>The values of the WORKSPACE_ settings. Empty means not set.</summary>
internal static partial class SettingValues
{
    // "The minimum allowed value is 6m": https://docs.docker.com/engine/containers/resource_constraints/
    private const long SmallestMemory = 6L << 20;

    private const long SmallestDisk = 100L << 20;

    /// <summary>Debian package names, separated by spaces.</summary>
    /// <exception cref="FormatException">One of them is not a package name.</exception>
    public static IReadOnlyList<string> Packages(string value)
    {
        var names = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Where(name => !Package().IsMatch(name)))
        {
            throw new FormatException(
                $"'{name}' is not a Debian package name: lower-case letters, digits, '+', '-' and '.', two at least, a "
                    + "letter or digit first.");
        }

        // apt-get install takes a trailing minus for "remove".
        return names.FirstOrDefault(name => name.EndsWith('-')) is { } removal
            ? throw new FormatException($"'{removal}' would make apt remove a package.")
            : [.. names.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A size in bytes.</summary>
    /// <exception cref="FormatException">No whole number with b, k, m or g, or less than the engine takes.</exception>
    public static long? Memory(string value) => Bytes(value, "memory") switch
    {
        < SmallestMemory => throw new FormatException("the engine takes no less than 6m."),
        var bytes => bytes,
    };

    /// <summary>A number of bytes to write.</summary>
    /// <exception cref="FormatException">No whole number with b, k, m or g, or less than a start writes.</exception>
    public static long? Disk(string value) => Bytes(value, "what may be written") switch
    {
        < SmallestDisk => throw new FormatException("less than 100m is written by the start alone."),
        var bytes => bytes,
    };

    /// <summary>A number of bytes to send.</summary>
    /// <exception cref="FormatException">No whole number with b, k, m or g, or none that can be counted.</exception>
    public static long? Budget(string value) => Bytes(value, "a budget") switch
    {
        0 => throw new FormatException("a budget of nothing lets no request through; leave it empty for no limit."),
        var bytes => bytes,
    };

    /// <summary>Yes or no.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static bool Switch(string value) => value switch
    {
        "" or "no" => false,
        "yes" => true,
        _ => throw new FormatException("write yes or no."),
    };

    private static long? Bytes(string value, string what)
    {
        if (value.Length == 0)
            return null;
        if (Size().Match(value) is not { Success: true } match)
            throw new FormatException($"{what} is a whole number and b, k, m or g, as in 8g.");

        var shift = 10 * "bkmg".IndexOf(match.Groups["unit"].Value, StringComparison.OrdinalIgnoreCase);
        var bytes = Int128.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) << shift;
        return bytes <= long.MaxValue ? (long)bytes : throw new FormatException("that is more than a machine can have.");
    }

    /// <summary>A number of processors.</summary>
    /// <exception cref="FormatException">It is not a positive decimal.</exception>
    public static decimal? Cpus(string value) => value switch
    {
        "" => null,
        _ when Decimal().IsMatch(value)
            && decimal.Parse(value, CultureInfo.InvariantCulture) is >= 0.01m and var cpus => cpus,
        _ => throw new FormatException("the number of processors is a decimal of 0.01 or more, as in 2 or 1.5."),
    };

    /// <summary>A number of processes.</summary>
    /// <exception cref="FormatException">It is not a positive whole number.</exception>
    public static int? Pids(string value) => value switch
    {
        "" => null,
        _ when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pids) && pids > 0 => pids,
        _ => throw new FormatException("the number of processes is a positive whole number, as in 4096."),
    };

    // https://www.debian.org/doc/debian-policy/ch-controlfields.html#source
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9+.-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Package();

    [GeneratedRegex(
        @"\A(?<number>[0-9]{1,18})(?<unit>[bkmgBKMG])\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Size();

    [GeneratedRegex(@"\A[0-9]{1,6}(\.[0-9]{1,6})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decimal();
}
