using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The sandbox itself. One that was never started, or was stopped, is no fault.</summary>
public sealed class SandboxFamily(
    AllowlistStore allowlist, LivePolicy live, PolicyCheck policy, SandboxProof proof, ImageInspection images, PackageDay packages, WorkspaceEnv env, HiddenFiles hidden, DiskUse disk) : ICheckFamily
{
    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope) =>
    [
        new("sandbox.containers", "all five run, or none", Needs.Engine, (asked, _) => Task.FromResult(Containers(asked))),
        new("sandbox.policy", "the policy is there, and Squid takes it", Needs.Engine, PolicyAsync),
        new("sandbox.answers", "every container that runs answers the engine", Needs.Sandbox, (asked, _) => Task.FromResult(Answers(asked))),
        new("sandbox.health", "all five are healthy", Needs.Sandbox, (asked, _) => Task.FromResult(Health(asked))),
        new("sandbox.networks", "the gate stands on the private network alone", Needs.Sandbox, (asked, _) => Task.FromResult(Networks(asked))),
        new("sandbox.list", "the list in force is the one in the files", Needs.Sandbox, (asked, _) => Task.FromResult(List(asked))),
        new("sandbox.hidden", "nothing that WORKSPACE_HIDE names is open to the agent", Needs.Sandbox, (asked, _) => Task.FromResult(Hidden(asked))),
        new("sandbox.disk", "less than 80 % of WORKSPACE_DISK", Needs.Engine, DiskAsync),
        new("sandbox.packages", "packages of the images that are younger than two weeks", Needs.Engine, PackagesAsync),
        new("sandbox.verified", "the last green Verify was of what there is now", Needs.Sandbox, VerifiedAsync),
    ];

    private static Answer Containers(DoctorScope scope)
    {
        if (!scope.IsUp)
            return Answer.Hint("none runs", scope.Options.CommandFor("Up"));

        var stopped = SandboxStack.Services
            .Where(service => !(scope.Containers.TryGetValue(service, out var seen) && seen.IsRunning))
            .Select(service => scope.Containers.TryGetValue(service, out var seen) ? $"{service} ({seen})" : service)
            .ToList();
        return Answer.If(stopped.Count == 0, stopped.Count == 0 ? "all five run" : $"not running: {string.Join(", ", stopped)}", scope.Options.CommandFor("Up"));
    }

    private async Task<Answer> PolicyAsync(DoctorScope scope, CancellationToken cancellation) =>
        await policy.LookAsync(scope.Containers, cancellation) is { } trouble ? Answer.Wrong(trouble.What, trouble.Next) : Answer.Ok("no error is known");

    private static Answer Answers(DoctorScope scope)
    {
        var silent = scope.Containers.Where(pair => pair.Value.Trouble is not null).ToList();
        return silent.Count == 0
            ? Answer.Ok("all that run")
            : Answer.Wrong(string.Join("; ", silent.Select(pair => $"{pair.Key} {pair.Value.Trouble!.What}")), silent[0].Value.Trouble!.Next);
    }

    private static Answer Health(DoctorScope scope)
    {
        var ill = scope.Containers.Where(pair => pair.Value is { IsRunning: true, Health: not "healthy", Trouble: null }).Select(pair => $"{pair.Key} is {pair.Value}").ToList();
        return Answer.If(ill.Count == 0, ill.Count == 0 ? "all healthy" : string.Join(", ", ill), $"{scope.Options.CommandFor("Down")} && {scope.Options.CommandFor("Up")}");
    }

    private static Answer Networks(DoctorScope scope)
    {
        var networks = scope.Containers.TryGetValue("gate", out var gate) ? gate.NetworkSettings.Networks?.Keys.ToList() ?? [] : [];
        return Answer.If(
            networks is [var only] && only == $"{scope.Options.Name}_private",
            networks.Count == 0 ? "none" : string.Join(", ", networks),
            $"{scope.Options.CommandFor("Clean")} && {scope.Options.CommandFor("Up")}");
    }

    private Answer List(DoctorScope scope)
    {
        var changes = PolicyDiff.Of(live.Rendered, ProxyLists.Of(allowlist.Load()));
        return Answer.If(changes.Count == 0, changes.Count == 0 ? "in force as it stands in the files" : $"not in force: {string.Join(", ", changes.Take(3))}", scope.Options.CommandFor("Reload"));
    }

    private async Task<Answer> DiskAsync(DoctorScope scope, CancellationToken cancellation)
    {
        if (!env.IsThere || env.Read().DiskBytes is null)
            return Answer.Skipped("WORKSPACE_DISK is not set");

        return await disk.ReadAsync(cancellation) is not { } use ? Answer.Skipped("the engine does not say")
            : use.IsMuch ? Answer.Hint(use.ToString(), DiskLook.Repair)
            : Answer.Ok(use.ToString());
    }

    private Answer Hidden(DoctorScope scope)
    {
        var open = hidden.Open(env.Read());
        return Answer.If(open.Count == 0, open.Count == 0 ? "nothing is open" : $"open: {HiddenFiles.Names(open)}, new or replaced since Up", scope.Options.CommandFor("Up"));
    }

    private async Task<Answer> PackagesAsync(DoctorScope scope, CancellationToken cancellation)
    {
        var built = await images.ReadAsync(scope.Options.Name, cancellation);
        return built.Count == 0
            ? Answer.Skipped("no image is built")
            : AgeOf(built, packages, $"{scope.Options.CommandFor("Up")} --refresh");
    }

    /// <summary>Judges the oldest of them.</summary>
    internal static Answer AgeOf(IReadOnlyDictionary<string, BuiltImage> built, PackageDay packages, string repair)
    {
        var (service, image) = built.MinBy(pair => pair.Value.Packages ?? DateOnly.MinValue);
        return image.Packages is { } day
            ? packages.Age(day) < PackageDay.Old
                ? Answer.Ok($"of {PackageDay.Text(day)}")
                : Answer.Hint($"those of the {service} image are of {PackageDay.Text(day)}, without the fixes since then", repair)
            : Answer.Hint($"the age of those in the {service} image is not known", repair);
    }

    private async Task<Answer> VerifiedAsync(DoctorScope scope, CancellationToken cancellation)
    {
        var runtime = scope.Options.Runtime ?? (scope.Containers.TryGetValue("workspace", out var seen) ? seen.HostConfig.Runtime : null);
        var state = await proof.ReadAsync(scope.Options, runtime, cancellation);

        return state.IsGreen ? Answer.Ok(state.Text) : Answer.Hint(state.Text, scope.Options.CommandFor("Verify"));
    }
}
