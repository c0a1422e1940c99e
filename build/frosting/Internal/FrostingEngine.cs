using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;

namespace Cake.Frosting.Internal;

/// <summary>Hands the host's tasks and lifetimes to Cake's engine, and runs targets on it.</summary>
internal sealed class FrostingEngine(
    IEnumerable<IFrostingTask> tasks,
    IFrostingContext context,
    ICakeLog log,
    IFrostingSetup? setup = null,
    IFrostingTeardown? teardown = null,
    IFrostingTaskSetup? taskSetup = null,
    IFrostingTaskTeardown? taskTeardown = null)
{
    /// <summary>Runs the targets, or shows them: that is the script host's choice.</summary>
    /// <exception cref="FrostingException">A task does not fit the context, or depends on what is no task.</exception>
    public Task RunAsync(IScriptHost host, IEnumerable<string> targets)
    {
        foreach (var task in tasks)
            Register(host, task, new FrostingTaskInfo(task.GetType()));

        RegisterLifetimes(host);

        return host.RunTargetsAsync(targets);
    }

    private void Register(IScriptHost host, IFrostingTask task, FrostingTaskInfo info)
    {
        log.Debug("Registering task: {0}", info.Name);
        if (!info.ContextType.IsInstanceOfType(context))
            throw ContextCast.Mismatch(info.ContextType, context, $"The task '{info.Name}'");

        var builder = host.Task(info.Name);
        if (!string.IsNullOrWhiteSpace(info.Description))
            builder.Description(info.Description);
        if (info.HasBody)
            builder.Does(() => task.RunAsync(context));
        if (info.HasCriterion)
            builder.WithCriteria(() => task.ShouldRun(context), task.SkippedMessage);
        if (info.ContinuesOnError)
            builder.ContinueOnError();
        if (info.HasErrorHandler)
            builder.OnError(exception => task.OnError(exception, context));
        if (info.HasFinally)
            builder.Finally(() => task.Finally(context));

        foreach (var dependency in info.Dependencies())
            builder.IsDependentOn(dependency);
        foreach (var dependee in info.Dependees())
            builder.IsDependeeOf(dependee);
    }

    private void RegisterLifetimes(IScriptHost host)
    {
        if (setup is not null)
            host.Setup(info => setup.Setup(context, info));
        if (teardown is not null)
            host.Teardown(info => teardown.Teardown(context, info));
        if (taskSetup is not null)
            host.TaskSetup(info => taskSetup.Setup(context, info));
        if (taskTeardown is not null)
            host.TaskTeardown(info => taskTeardown.Teardown(context, info));
    }
}
