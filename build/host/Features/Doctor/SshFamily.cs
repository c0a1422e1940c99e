using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>With <c>--ssh</c>: tries each git host that is listed for SSH, with the workspace's own keys and through the proxy.</summary>
public sealed class SshFamily(DockerCli docker, AllowlistStore allowlist, Checkout checkout) : ICheckFamily
{
    private const string Listed = "a git host that is listed on 22";

    private const int Patience = 15; // seconds for a connection to come about

    private readonly SshFiles _files = new(checkout.Configs);

    /// <inheritdoc/>
    public IEnumerable<Requirement> Requirements(DoctorScope scope)
    {
        if (!scope.Options.Line.Flag(Option.Ssh))
            return [];

        List<string> hosts;
        try
        {
            hosts = [.. Hosts()];
        }
        catch (Exception unreadable) when (unreadable is SandboxException or IOException or UnauthorizedAccessException)
        {
            // Another check is about the file itself.
            return [Requirement.Plain("ssh.hosts", Listed, _ => Answer.Skipped(unreadable.Message.Split('\n')[0].TrimEnd('.')))];
        }

        return hosts.Count > 0
            ? hosts.Select(host => new Requirement($"ssh.{host}", "the server greets the workspace", Needs.Sandbox, (_, cancellation) => TryAsync(scope, host, cancellation)))
            : [Requirement.Plain("ssh.hosts", Listed, _ => Answer.Hint("none", $"{scope.Options.CommandFor("Allow")} --domain=github.com --ports=22"))];
    }

    // Those whose keys are pinned, and those that have a key of their own; of both what the list lets through.
    private IEnumerable<string> Hosts()
    {
        var pinned = new[] { _files.KnownHosts, _files.OwnKnownHosts }.SelectMany(file => SshFiles.HostsIn(FileStore.Read(file) ?? ""));
        var sites = allowlist.Lint().Sites;

        return pinned.Concat(KeyHost.In(_files.KeyFolder)).Distinct(StringComparer.Ordinal).Where(host => sites.Matches(host, 22)).Order(StringComparer.Ordinal);
    }

    private async Task<Answer> TryAsync(DoctorScope scope, string host, CancellationToken cancellation)
    {
        var said = await docker.AskInsideAsync(
            [
                SandboxStack.Container(scope.Options.Name, "workspace"), "sandbox-enter", "timeout", $"{2 * Patience}",
                "ssh", "-T", "-o", "BatchMode=yes", "-o", $"ConnectTimeout={Patience}", "-o", "LogLevel=ERROR", $"git@{host}",
            ],
            cancellation);

        return SshAnswer.Of(scope.Options, host, KeyHost.In(_files.KeyFolder).Contains(host, StringComparer.Ordinal), said);
    }
}
