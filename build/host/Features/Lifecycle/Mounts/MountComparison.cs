using AiSandbox.Host.Engines.Containers;

namespace AiSandbox.Host.Features.Lifecycle.Mounts;

/// <summary>Holds what is mounted against what is meant.</summary>
/// <param name="host">This machine's table; <see langword="null"/> where the engine runs on another kernel.</param>
internal sealed class MountComparison(MountTable? host)
{
    /// <summary>What is not as it must be.</summary>
    /// <param name="expected">What a service is to have, all of it.</param>
    /// <param name="binds">Where the engine says that the service sees anything of the host.</param>
    /// <param name="inside">The service's table.</param>
    public IEnumerable<string> Wrong(IReadOnlyList<BindMount> expected, IEnumerable<string> binds, MountTable inside)
    {
        foreach (var more in binds.Except(expected.Select(mount => mount.Target), StringComparer.Ordinal))
            yield return $"{inside.At(more)?.Root ?? "something"} is mounted at {more}, which compose.yaml does not name";

        foreach (var mount in expected)
        {
            if (inside.At(mount.Target) is not { } mounted)
                yield return $"{mount.Service} has nothing mounted at {mount.Target}";
            else if (!IsMeant(mounted, mount.Source))
                yield return $"{mounted.Root} is mounted at {mount.Target} of {mount.Service}, and not {mount.Source}";
            else if (mounted.IsReadOnly == mount.IsWritable)
                yield return $"{mount.Target} of {mount.Service} can{(mount.IsWritable ? "not" : "")} be written to";
        }
    }

    // The kernel's root of a mount has no links in it: it is the path that was checked, or something else is mounted.
    private bool IsMeant(MountLine mounted, string source) => host is null
        ? IsPartOf(mounted.Root, source.Replace('\\', '/'))
        : host.Of(source) is { } own && (mounted.Device, mounted.Root) == (own.Device, own.Root);

    // A virtual machine shares folders of its host under paths of its own: /host_mnt/Users/me/app, or /me/app on a share of /Users.
    private static bool IsPartOf(string root, string source) =>
        root.EndsWith(source, StringComparison.OrdinalIgnoreCase) || (root.Length > 1 && source.EndsWith(root, StringComparison.OrdinalIgnoreCase));
}
