namespace Host.Tests.Architecture;

/// <summary>The walls between the rooms of the code, each as what goes through it.</summary>
internal static class Walls
{
    private const string Host = "AiSandbox.Host", Policy = "AiSandbox.Policy", Verification = "AiSandbox.Verification";

    // What reads or writes a file, starts a process, asks a terminal or goes to the network.
    private static readonly Type[] Machine =
    [
        typeof(File), typeof(Directory), typeof(FileInfo), typeof(DirectoryInfo), typeof(FileStream), typeof(FileSystemWatcher),
        typeof(System.Diagnostics.Process), typeof(Console),
        typeof(System.Net.Dns), typeof(System.Net.Sockets.Socket), typeof(HttpClient),
    ];

    /// <summary>What the policy uses of the machine, or of ours.</summary>
    public static IEnumerable<string> OfPolicy(IEnumerable<TypeUse> uses) => OfLibrary(uses, Policy);

    /// <summary>What the verification uses of the machine, or of ours other than the policy.</summary>
    public static IEnumerable<string> OfVerification(IEnumerable<TypeUse> uses) => OfLibrary(uses, Verification, Policy);

    /// <summary>What the adapters use of what is above them.</summary>
    public static IEnumerable<string> OfAdapters(IEnumerable<TypeUse> uses) =>
        Lines(uses.Where(use => Is(use.From, $"{Host}.Adapters") && Is(use.To, Host) && !Is(use.To, $"{Host}.Adapters")));

    /// <summary>Who uses a task, other than tasks.</summary>
    public static IEnumerable<string> OfTasks(IEnumerable<TypeUse> uses) =>
        Lines(uses.Where(use => Is(use.To, $"{Host}.Tasks") && !Is(use.From, $"{Host}.Tasks")));

    /// <summary>The services that use one another, by folder.</summary>
    public static IEnumerable<string> OfRooms(IEnumerable<TypeUse> uses) => uses
        .Select(use => (From: Room(use.From), To: Room(use.To))).Where(edge => edge.From is not null && edge.To is not null && edge.From != edge.To)
        .Select(edge => $"{edge.From} -> {edge.To}").Distinct().Order(StringComparer.Ordinal);

    // What lies in no folder is for all of them.
    private static string? Room(Type type) => Is(type, $"{Host}.Services") && type.Namespace!.Split('.') is [_, _, _, var room, ..] ? room : null;

    private static IEnumerable<string> OfLibrary(IEnumerable<TypeUse> uses, params string[] open) => Lines(uses.Where(use =>
        Machine.Contains(use.To) || (IsOurs(use.To) && !open.Any(room => Is(use.To, room))) || use.To.Namespace?.StartsWith("Cake", StringComparison.Ordinal) is true));

    private static bool IsOurs(Type type) => Is(type, "AiSandbox");

    private static bool Is(Type type, string room) => type.Namespace is { } space && (space == room || space.StartsWith($"{room}.", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(IEnumerable<TypeUse> uses) => uses.Select(use => use.ToString()).Order(StringComparer.Ordinal);
}
