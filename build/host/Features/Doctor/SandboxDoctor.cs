using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>Looks at every requirement, changes nothing, and needs nothing to be there: not even an engine.</summary>
public sealed class SandboxDoctor(EngineAccess engine, DockerCli docker, ContainerStates states, IEnumerable<ICheckFamily> families)
{
    /// <summary>Looks at all of them; each family's requirements at once.</summary>
    public async Task<DoctorReport> ExamineAsync(HostOptions options, CancellationToken cancellation)
    {
        var scope = await ScopeAsync(options, cancellation);
        var results = new List<CheckResult>();
        foreach (var family in families)
            results.AddRange(await Task.WhenAll(family.Requirements(scope).Select(requirement => LookAsync(requirement, scope, cancellation))));

        return new DoctorReport(options.Name.Value, results);
    }

    private async Task<DoctorScope> ScopeAsync(HostOptions options, CancellationToken cancellation)
    {
        var scope = new DoctorScope(options);
        try
        {
            await engine.ConnectAsync(cancellation);
            var info = docker.RunAsync(["info", "--format", "{{json .}}"], cancellation);
            var containers = states.ReadAsync(options.Name, cancellation);

            return scope with { Engine = EngineInfo.Parse((await info).Output), Containers = await containers };
        }
        catch (SandboxException trouble)
        {
            return scope with { EngineTrouble = trouble };
        }
        catch (CommandException failed)
        {
            return scope with { EngineTrouble = new SandboxException(failed.Message, "docker info", ExitCodes.NoEngine, failed) };
        }
    }

    private static async Task<CheckResult> LookAsync(Requirement requirement, DoctorScope scope, CancellationToken cancellation)
    {
        var answer = scope.Obstacle(requirement.Needs) is { } reason ? Answer.Skipped(reason) : await TryAsync(requirement, scope, cancellation);

        // What was found may hold what others wrote: a file, a server's greeting.
        return new CheckResult(requirement.Name, answer.State, SafeText.Of(answer.Found), requirement.Wanted, answer.Repair);
    }

    private static async Task<Answer> TryAsync(Requirement requirement, DoctorScope scope, CancellationToken cancellation)
    {
        try
        {
            return await requirement.LookAsync(scope, cancellation);
        }
        catch (SandboxException wrong)
        {
            return Answer.Wrong(FirstLine(wrong.Message), wrong.Next);
        }
        catch (Exception failed) when (failed is CommandException or IOException)
        {
            return Answer.Wrong(FirstLine(failed.Message), null);
        }
        catch (UnauthorizedAccessException denied)
        {
            return Answer.Skipped($"{FirstLine(denied.Message)}");
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd(' ', '\r', '.');
}
