using Cake.Frosting;

namespace Host.Tests.Architecture;

/// <summary>The walls between the rooms of the code, each as what goes through it.</summary>
internal static class Walls
{
    private const string Host = "AiSandbox.Host", Policy = "AiSandbox.Policy", Verification = "AiSandbox.Verification";

    // From the bottom up: a room uses those before it, and of the features it knows nothing.
    private static readonly string[] Rooms = ["Platform", "Cli", "Model", "Engines", "Features"];

    // What a sandbox is, and what is about any of them: features may use these two, and no other feature.
    private static readonly string[] Common = ["Lifecycle", "Allowlist"];

    // What reads or writes a file, starts a process, asks a terminal or goes to the network.
    private static readonly Type[] Machine =
    [
        typeof(File), typeof(Directory), typeof(FileInfo), typeof(DirectoryInfo), typeof(FileStream), typeof(FileSystemWatcher),
        typeof(System.Diagnostics.Process), typeof(Console),
        typeof(System.Net.Dns), typeof(System.Net.Sockets.Socket), typeof(HttpClient),
    ];

    /// <summary>What the policy uses of the machine, or of ours.</summary>
    public static IEnumerable<string> OfPolicy(IEnumerable<TypeUse> uses) => OfLibrary(uses, Policy);

    /// <summary>What verification uses of the machine, or of ours other than the policy.</summary>
    public static IEnumerable<string> OfVerification(IEnumerable<TypeUse> uses) => OfLibrary(uses, Verification, Policy);

    /// <summary>What a room uses of a room above it.</summary>
    public static IEnumerable<string> OfRooms(IEnumerable<TypeUse> uses) => Lines(uses.Where(use =>
        Room(use.From) is { } from && Room(use.To) is { } to && Array.IndexOf(Rooms, from) < Array.IndexOf(Rooms, to)));

    /// <summary>What a feature uses of another one.</summary>
    public static IEnumerable<string> OfFeatures(IEnumerable<TypeUse> uses) => Lines(uses.Where(use =>
        Feature(use.From) is { } from && Feature(use.To) is { } to && from != to && !Common.Contains(to, StringComparer.Ordinal)));

    /// <summary>Who uses a task, other than tasks.</summary>
    public static IEnumerable<string> OfTasks(IEnumerable<TypeUse> uses) => Lines(uses.Where(use => IsTask(use.To) && !IsTask(Outermost(use.From))));

    /// <summary>The types that start processes, touch files or ask the terminal, where that is not the room for it.</summary>
    public static IEnumerable<string> OfMachine(IEnumerable<TypeUse> uses) => uses
        .Where(use => Machine.Contains(use.To) && Room(use.From) is not (null or "Platform")).Select(use => Outermost(use.From).FullName!)
        .Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> OfLibrary(IEnumerable<TypeUse> uses, params string[] own) => Lines(uses.Where(use =>
        Machine.Contains(use.To) || (IsOurs(use.To) && !own.Any(room => Is(use.To, room))) || use.To.Namespace?.StartsWith("Cake", StringComparison.Ordinal) is true));

    private static string? Room(Type type) => Is(type, Host) && type.Namespace!.Split('.') is [_, _, var room, ..] ? room : null;

    private static string? Feature(Type type) => Is(type, $"{Host}.Features") && type.Namespace!.Split('.') is [_, _, _, var feature, ..] ? feature : null;

    private static bool IsTask(Type type) => typeof(IFrostingTask).IsAssignableFrom(type) && Room(type) is "Features";

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsOurs(Type type) => Is(type, "AiSandbox");

    private static bool Is(Type type, string room) => type.Namespace is { } space && (space == room || space.StartsWith($"{room}.", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(IEnumerable<TypeUse> uses) => uses.Select(use => use.ToString()).Order(StringComparer.Ordinal);
}
