using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files.Trees;

namespace AiSandbox.Host.Model;

/// <summary>
/// Whether nobody else made, or can change, what the host writes keys and policy to and what it runs: its user, root and the owner of the
/// checkout's folder may, since they can exchange build.sh itself. Where others can write to that folder, one of them may have been there
/// first. build.sh and build.ps1 look the same way at what they compile and run. Windows has access lists, and only links are looked for.
/// </summary>
internal sealed class OwnPlaces(Checkout checkout, uint user)
{
    private const string Work = "projects"; // belongs to whom the user gave it, and the agent writes to it

    private static readonly string[] OfAll =
        ["artifacts", "artifacts/guard", "artifacts/guard/program", "artifacts/gateway", "artifacts/gateway/program", ".engine", ".engine/root", ".engine/client", "sandboxes"];

    private static readonly string[] OfHome =
        ["", "env", "env/vendors", "configs", "configs/.ssh", "configs/keys", "configs/gateway", "configs/gateway/keys", "configs/proxy", "configs/allowed", "configs/upstream", "configs/upstream/proxy", "configs/certificates", "configs/review"];

    // What this user may not read, the host does not run or write for him.
    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    private readonly (uint User, uint Group, UnixFileMode Mode)? _root = FileStatus.Ownership(checkout.Root);

    /// <summary>Looks at a checkout and at the home of its sandbox.</summary>
    /// <exception cref="SandboxException">One is another's, a link, or open to others; with the command that puts it right.</exception>
    public static void Require(Checkout checkout) => new OwnPlaces(checkout, OperatingSystem.IsWindows() ? 0 : FileStatus.User).Require();

    /// <inheritdoc cref="Require(Checkout)"/>
    public void Require()
    {
        // Where a folder is sticky, nobody takes away what is another's; what is made there first has its own owner.
        if (_root is { } root && root.Mode.HasFlag(UnixFileMode.OtherWrite) && !root.Mode.HasFlag(UnixFileMode.StickyBit))
            throw new SandboxException($"Everyone can write to {checkout.Root}, and so replace what is run from there.", $"chmod o-w '{checkout.Root}'");

        RequireChildren(checkout.Root);
        string[] homes = checkout.IsMain ? [checkout.Root] : [checkout.Root, checkout.Home];
        var places = OfAll.Select(place => Path.Combine(checkout.Root, place)).Concat(homes.SelectMany(home => OfHome.Select(place => Path.Combine(home, place))));
        foreach (var place in places.Select(Path.TrimEndingDirectorySeparator).Where(place => place != checkout.Root))
        {
            var link = new DirectoryInfo(place).LinkTarget;
            if (link is not null || File.Exists(place))
                throw new SandboxException($"{Show(place)} is a {(link is null ? "file" : $"link to {link}")}, where a folder of the checkout's own must be.", $"look at it, then: rm '{Show(place)}'");
            if (!Directory.Exists(place))
                continue;

            RequireOwn(place);
            RequireChildren(place);
        }
    }

    private void RequireChildren(string folder)
    {
        if (_root is null)
            return;

        foreach (var child in Directory.EnumerateFileSystemEntries(folder, "*", Readable).Where(child => Path.GetFileName(child) is not Work))
            RequireOwn(child);
    }

    private void RequireOwn(string path)
    {
        if (_root is not { } root || FileStatus.Ownership(path) is not { } found)
            return;

        if (found.User != user && found.User != 0 && found.User != root.User)
        {
            throw new SandboxException(
                $"{Show(path)} belongs to another user ({found.User}): that user may have put programs there for you to run, or may read keys written there.",
                $"look at it, then: sudo rm -rf '{Show(path)}'   (if all of it is yours: sudo chown -R {user} '{Show(path)}')");
        }

        if (new FileInfo(path).LinkTarget is not null)
            return; // the mode of a link means nothing

        // A group that can write to the checkout's own folder is meant to; so it is where every user has a group of his own.
        var isGroups = root.Mode.HasFlag(UnixFileMode.GroupWrite) && found.Group == root.Group;
        if (found.Mode.HasFlag(UnixFileMode.OtherWrite) || (found.Mode.HasFlag(UnixFileMode.GroupWrite) && !isGroups))
            throw new SandboxException($"{Show(path)} can be written by others: mode {Convert.ToString((int)found.Mode, 8).PadLeft(4, '0')}.", $"look at it, then: chmod -R go-w '{Show(path)}'");
    }

    private string Show(string path) => Path.GetRelativePath(checkout.Root, path).Replace('\\', '/');
}
