using System.Runtime.Versioning;
using AiSandbox.Host.Model;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>Who may read what: files that are their owner's alone, and those that other users must come by.</summary>
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

    /// <summary>Looks whether every user may read all that lies in folders, as the users of guard and proxy must.</summary>
    /// <param name="checkout">The checkout, to name the files in short.</param>
    /// <param name="folders">The folders.</param>
    [UnsupportedOSPlatform("windows")]
    public static Answer Readable(Checkout checkout, IReadOnlyList<string> folders)
    {
        var narrow = folders
            .SelectMany(folder => Directory.EnumerateFiles(folder).Select(file => (Path: file, Least: UnixFileMode.OtherRead))
                .Prepend((Path: folder, Least: UnixFileMode.OtherRead | UnixFileMode.OtherExecute)))
            .Select(file => (Name: Path.GetRelativePath(checkout.Root, file.Path), Found: File.GetUnixFileMode(file.Path), file.Least))
            .Where(file => (file.Found & file.Least) != file.Least)
            .ToList();

        return narrow.Count == 0
            ? Doctor.Answer.Ok("every user reads them")
            : Doctor.Answer.Wrong(
                string.Join(", ", narrow.Take(3).Select(file => $"{file.Name} has mode {Octal(file.Found)}")),
                $"chmod -R a+rX {string.Join(' ', folders.Select(folder => Path.GetRelativePath(checkout.Root, folder)))}");
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
