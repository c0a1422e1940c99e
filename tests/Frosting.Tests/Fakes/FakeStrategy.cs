using Cake.Core;

namespace Frosting.Tests.Fakes;

/// <summary>An execution strategy that notes which tasks it is to execute, and executes none.</summary>
internal sealed class FakeStrategy : IExecutionStrategy
{
    public List<string> Executed { get; } = [];

    public Task ExecuteAsync(CakeTask task, ICakeContext context)
    {
        Executed.Add(task.Name);

        return Task.CompletedTask;
    }

    public void PerformSetup(Action<ISetupContext> action, ISetupContext context)
    {
    }

    public void PerformTeardown(Action<ITeardownContext> action, ITeardownContext teardownContext)
    {
    }

    public void PerformTaskSetup(Action<ITaskSetupContext> action, ITaskSetupContext taskSetupContext)
    {
    }

    public void PerformTaskTeardown(Action<ITaskTeardownContext> action, ITaskTeardownContext taskTeardownContext)
    {
    }

    public void Skip(CakeTask task, CakeTaskCriteria criteria)
    {
    }

    public Task ReportErrorsAsync(Func<Exception, Task> action, Exception exception) => Task.CompletedTask;

    public Task HandleErrorsAsync(
        Func<Exception, ICakeContext, Task> action,
        Exception exception,
        ICakeContext context) => Task.CompletedTask;

    public Task InvokeFinallyAsync(Func<ICakeContext, Task> action, ICakeContext context) => Task.CompletedTask;
}
