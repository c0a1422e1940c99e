using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;

namespace Cake.Frosting.Internal;

/// <summary>Hands the host's tasks and its teardown to Cake's engine, and runs targets on it.</summary>
internal sealed class FrostingEngine(
    IEnumerable<IFrostingTask> tasks, IFrostingContext context, ICakeLog log, IFrostingTeardown? teardown = null)
{
    /// <summary>Runs the targets, or shows them: that is the script host's choice.</summary>
    /// <exception cref="FrostingException">A task does not fit the context, or depends on what is no task.</exception>
    public Task RunAsync(IScriptHost host, IEnumerable<string> targets)
    {
        foreach (var task in tasks)
            Register(host, task, task.GetType());
        if (teardown is not null)
            host.Teardown(info => teardown.Teardown(context, info));

        return host.RunTargetsAsync(targets);
    }

    private void Register(IScriptHost host, IFrostingTask task, Type type)
    {
        var name = NameOf(type);
        log.Debug("Registering task: {0}", name);

        var baseClass = Ancestors(type).FirstOrDefault(IsBaseClass);
        if (baseClass?.GetGenericArguments()[0] is { } wanted && !wanted.IsInstanceOfType(context))
            throw ContextCast.Mismatch(wanted, context, $"The task '{name}'");

        var builder = host.Task(name);
        if (type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description is { } description && !string.IsNullOrWhiteSpace(description))
            builder.Description(description);
        if (HasBody(type, baseClass))
            builder.Does(() => task.RunAsync(context));
        foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
            builder.IsDependentOn(NameOfTask(dependency.Task));
    }

    private static string NameOfTask(Type type) => typeof(IFrostingTask).IsAssignableFrom(type)
        ? NameOf(type)
        : throw new FrostingException($"The dependency '{type.Name}' is not a valid task.");

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    private static bool IsBaseClass(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(FrostingTask<>)
            || type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>));

    // The engine reports a task without a body as delegated to what it depends on.
    private static bool HasBody(Type type, Type? baseClass) => baseClass is null
        || type.GetMethods().Any(method => method.Name is "Run" or "RunAsync"
            && method.DeclaringType != baseClass
            && method.GetBaseDefinition().DeclaringType == baseClass);
}
