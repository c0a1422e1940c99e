using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What a task's class says about it: by attributes, by its base class, by what it overrides.</summary>
internal sealed class FrostingTaskInfo
{
    private readonly Type _type;
    private readonly Type? _baseClass;

    public FrostingTaskInfo(Type type)
    {
        _type = type;
        _baseClass = Ancestors(type).FirstOrDefault(IsBaseClass);
        ContextType = _baseClass?.GetGenericArguments()[0] ?? typeof(ICakeContext);
        Name = NameOf(type);
    }

    public string Name { get; }

    public string? Description => _type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    public bool ContinuesOnError => _type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);

    /// <summary>The context the task is written for, also where other classes stand between it and the base.</summary>
    public Type ContextType { get; }

    public bool HasBody => Overrides(nameof(FrostingTask.Run)) || Overrides(nameof(IFrostingTask.RunAsync));

    public bool HasCriterion => Overrides(nameof(IFrostingTask.ShouldRun));

    public bool HasErrorHandler => Overrides(nameof(IFrostingTask.OnError));

    public bool HasFinally => Overrides(nameof(IFrostingTask.Finally));

    /// <summary>The names of the tasks that run before this one.</summary>
    /// <exception cref="FrostingException">One of them is no task.</exception>
    public IEnumerable<string> Dependencies() => _type.GetCustomAttributes<IsDependentOnAttribute>()
        .Select(attribute => NameOfTask(attribute.Task, "dependency"));

    /// <summary>The names of the tasks that run after this one.</summary>
    /// <exception cref="FrostingException">One of them is no task.</exception>
    public IEnumerable<string> Dependees() => _type.GetCustomAttributes<IsDependeeOfAttribute>()
        .Select(attribute => NameOfTask(attribute.Task, "reverse dependency"));

    private static string NameOfTask(Type type, string role) => typeof(IFrostingTask).IsAssignableFrom(type)
        ? NameOf(type)
        : throw new FrostingException($"The {role} '{type.Name}' is not a valid task.");

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    private static bool IsBaseClass(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(FrostingTask<>)
            || type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>));

    /// <summary>Whether the class, or one below the base class, has its own; without a base class it has all.</summary>
    private bool Overrides(string member) => _baseClass is null
        || _type.GetMethods().Any(method => method.Name.Equals(member, StringComparison.Ordinal)
            && method.DeclaringType != _baseClass
            && method.GetBaseDefinition().DeclaringType == _baseClass);
}
