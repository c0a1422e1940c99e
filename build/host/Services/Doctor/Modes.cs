using System.Runtime.Versioning;

namespace AiSandbox.Host.Services.Doctor;

/// <summary>Who may read files that are their owner's alone.</summary>
internal static class Modes
{
    /// <summary>Looks whether none of them is open to others.</summary>
    /// <param name="checkout">The checkout, to name the files in short.</param>
    /// <param name="wanted">The paths with the mode that each has at the most.</param>
    [UnsupportedOSPlatform("windows")]
    public static Answer Answer(Checkout checkout, IReadOnlyList<(string Path, UnixFileMode Mode)> wanted)
    {
        var wide = wanted
            .Select(file => (Name: Path.GetRelativePath(checkout.Root, file.Path), Found: File.GetUnixFileMode(file.Path), file.Mode))
            .Where(file => (file.Found & ~file.Mode) != UnixFileMode.None)
            .ToList();

        return wide.Count == 0
            ? Doctor.Answer.Ok("their owner alone reads them")
            : Doctor.Answer.Wrong(
                string.Join(", ", wide.Select(file => $"{file.Name} has mode {Octal(file.Found)}")),
                string.Join(" && ", wide.Select(file => $"chmod {Octal(file.Mode)} {file.Name}")));
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
