using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform.Docker;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>The way out, as far as it can be tried without asking for anything.</summary>
public sealed class NetworkFamily(DockerCli docker, AllowlistStore allowlist) : ICheckFamily
{
    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope) =>
    [
        new("network.proxy", "the proxy answers in the workspace", Needs.Sandbox, ProxyAsync),
        new("network.names", "the proxy can look up a listed name", Needs.Sandbox, NamesAsync),
    ];

    // A connection that is closed at once: the guard has nothing to decide, and nothing stands in its log.
    private async Task<Answer> ProxyAsync(DoctorScope scope, CancellationToken cancellation)
    {
        if (scope.IsMute("workspace"))
            return Answer.Skipped("the workspace cannot be asked");

        var said = await docker.AskInsideAsync(
            [SandboxStack.Container(scope.Options.Name, "workspace"), "timeout", "5", "bash", "--norc", "-c", ": < /dev/tcp/proxy/3128"], cancellation, CallLimit.Question);

        return Answer.If(
            said.ExitCode == 0, said.ExitCode == 0 ? "it answers" : $"it does not: {said.Error.Trim()}",
            $"{scope.Options.CommandFor("Down")} && {scope.Options.CommandFor("Up")}");
    }

    // Without a network, as on a train, nothing is wrong with the sandbox.
    private async Task<Answer> NamesAsync(DoctorScope scope, CancellationToken cancellation)
    {
        if (allowlist.Lint().Sites.Entries is not [var first, ..])
            return Answer.Skipped("nothing is listed");

        if (scope.IsMute("proxy"))
            return Answer.Skipped("the proxy cannot be asked");

        var said = await docker.TryAsync(
            ["exec", SandboxStack.Container(scope.Options.Name, "proxy"), "timeout", "5", "getent", "ahosts", first.Name], cancellation, limit: CallLimit.Question);
        return said.ExitCode == 0
            ? Answer.Ok($"{first.Name} has an address")
            : Answer.Hint($"{first.Name} has no address for it", "look at this machine's network and DNS; the proxy has the engine's resolver");
    }
}
