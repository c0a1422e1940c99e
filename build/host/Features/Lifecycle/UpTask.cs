using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Features.Lifecycle.Mounts;
using AiSandbox.Host.Features.Lifecycle.Proof;
using AiSandbox.Host.Model;
using Cake.Frosting;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Starts the sandbox.</summary>
[TaskName("Up")]
[TaskDescription("Starts the sandbox, waits until it is healthy, and checks that nothing else gets out.")]
[IsDependentOn(typeof(BuildTask))]
public sealed class UpTask(
    SandboxConfig sandboxes, SandboxStack stack, KnownStack known, LostPackages packages, EngineRuntimes runtimes, NetworkSelfCheck selfCheck,
    Transparency transparency, MountProof mounts, DiskUse disk, SandboxProof proof, IEnumerable<ILifecycleStep> steps)
    : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        var sandbox = sandboxes.Load(context.Options);
        await runtimes.RequireAsync(sandbox.Runtime, context.Cancellation);
        await mounts.CheckLinksAsync(sandbox, context.Cancellation);
        foreach (var step in steps)
            await step.BeforeStartAsync(sandbox, context.Cancellation);
        var look = await known.LookAsync(sandbox, context.Cancellation);
        if (!look.IsAsMade)
            await packages.AnnounceAsync(sandbox, context.Options, context.Cancellation);
        await stack.StartAsync(sandbox, look, (isHeld, expected) => Task.WhenAll(
            selfCheck.ProveAsync(sandbox, context.Cancellation), mounts.ProveAsync(sandbox, isHeld, expected, context.Cancellation)), context.Cancellation);
        if (await transparency.NoteAsync(sandbox, context.Cancellation) is { } note)
            context.Reporter.Line(note);
        if (HiddenFiles.Note(sandbox.Settings) is { } covered)
            context.Reporter.Line(covered);
        if (await disk.ReadAsync(context.Cancellation) is { IsMuch: true } use)
            context.Reporter.Warn($"The workspace has written {use}. Next: {DiskLook.Repair}");
        if (await proof.ReadAsync(context.Options, sandbox.Runtime, context.Cancellation) is { IsGreen: false } state)
            context.Reporter.Line($"Verified: {state.Text}");

        context.Reporter.Line($"Sandbox {sandbox.Name} is up. Next: {context.Options.CommandFor("Shell")}");
    }
}
