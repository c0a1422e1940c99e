namespace Cake.Frosting;

/// <summary>
/// Lets the run go on when the task fails: the report shows the failure, the exit code does not. A task that has this
/// must not override <c>OnError</c> as well, since the engine takes one error handler a task.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
