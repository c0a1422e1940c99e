using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Everything up to Build.</summary>
[TaskName("Setup")]
[TaskDescription("Does everything that Up needs, and starts nothing: settings, SSH keys, engine, images.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class SetupTask : FrostingTask<BuildContext>;
