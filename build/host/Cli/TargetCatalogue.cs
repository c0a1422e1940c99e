using System.Reflection;
using Cake.Frosting;

namespace AiSandbox.Host.Cli;

/// <summary>One target as the menu shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, in one sentence.</param>
/// <param name="Task">Its task.</param>
public sealed record Target(string Name, string Description, Type Task);

/// <summary>The targets of an assembly, read from the annotations of its tasks; no task is constructed.</summary>
/// <param name="All">The targets by name.</param>
public sealed record TargetCatalogue(IReadOnlyList<Target> All)
{
    /// <summary>The names.</summary>
    public IEnumerable<string> Names => All.Select(target => target.Name);

    /// <summary>Reads the targets of an assembly.</summary>
    public static TargetCatalogue Of(Assembly assembly) =>
        new([.. assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type))
            .Select(type => new Target(NameOf(type), type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "", type))
            .OrderBy(target => target.Name, StringComparer.Ordinal)]);

    /// <summary>A target's name as its task spells it; case does not count on the command line.</summary>
    public string Spell(string name) => Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    /// <summary>A target and all that runs before it.</summary>
    public IEnumerable<string> WithDependencies(string name) =>
        All.FirstOrDefault(target => target.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found ? Chain(found.Task) : [name];

    /// <summary>The tree of what runs before each of these targets; of all that nothing depends on, where there is none.</summary>
    public IEnumerable<string> Tree(IReadOnlyCollection<string> names)
    {
        var below = All.SelectMany(target => Before(target.Task)).ToHashSet();
        return (names.Count > 0
            ? names.SelectMany(name => All.Where(target => target.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            : All.Where(target => !below.Contains(target.Task))).SelectMany(root => Branch(root.Task).Append(""));
    }

    private static IEnumerable<string> Branch(Type task)
    {
        yield return NameOf(task);
        var before = Before(task).ToList();
        for (var i = 0; i < before.Count; i++)
        {
            var (first, rest) = i == before.Count - 1 ? ("└─", "  ") : ("├─", "│ ");
            foreach (var (line, at) in Branch(before[i]).Select((line, at) => (line, at)))
                yield return (at == 0 ? first : rest) + line;
        }
    }

    private static IEnumerable<Type> Before(Type task) => task.GetCustomAttributes<IsDependentOnAttribute>().Select(before => before.Task);

    private static IEnumerable<string> Chain(Type task) =>
        Before(task).SelectMany(Chain).Append(NameOf(task)).Distinct(StringComparer.Ordinal);

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
}
