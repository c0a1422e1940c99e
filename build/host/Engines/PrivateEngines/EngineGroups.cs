using System.Globalization;
using AiSandbox.Host.Platform.Debian;

namespace AiSandbox.Host.Engines.PrivateEngines;

/// <summary>
/// The control groups of a private engine's containers, under a name of their own. A container outlives a daemon that was
/// killed; its group still tells which processes are its.
/// </summary>
public static class EngineGroups
{
    /// <summary>The group that the engine puts each container's group into.</summary>
    public const string Name = "ai-sandbox-engine";

    private const string Hierarchies = "/sys/fs/cgroup";

    /// <summary>The processes in the groups.</summary>
    public static IReadOnlyList<int> Processes() =>
        [.. Groups().SelectMany(Members).Distinct()];

    /// <summary>Removes the groups that are empty.</summary>
    public static void Remove()
    {
        foreach (var group in Groups().OrderByDescending(group => group.Length))
        {
            try
            {
                Directory.Delete(group);
            }
            catch (IOException)
            {
                // Something is still in it: it goes with that.
            }
        }
    }

    /// <summary>Ends whatever is in the groups.</summary>
    public static void Kill()
    {
        foreach (var process in Processes())
            LinuxKernel.Signal(process, LinuxKernel.Kill);
    }

    // Version 2 has one hierarchy, version 1 one for each controller.
    private static IEnumerable<string> Groups() =>
        from root in Directory.Exists(Hierarchies) ? Directory.EnumerateDirectories(Hierarchies).Prepend(Hierarchies) : []
        let top = Path.Combine(root, Name)
        where Directory.Exists(top)
        from @group in Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories).Append(top)
        select @group;

    private static IEnumerable<int> Members(string group)
    {
        try
        {
            // A process of another namespace is shown as 0.
            return [.. File.ReadLines(Path.Combine(group, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(id => id > 0)];
        }
        catch (IOException)
        {
            return []; // it has gone in the meantime, or holds threads alone
        }
    }
}
