using System.Net;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Ssh;
using AiSandbox.Verification;
using AiSandbox.Verification.Catalogue;

namespace AiSandbox.Host.Features.Verify.Sandboxes;

/// <summary>
/// Brings one hermetic sandbox up from the images, templates and compose file of the user's, and takes it away.
/// </summary>
/// <param name="held">The lock on the name, let go when everything is removed.</param>
internal sealed class HermeticRun(
    DockerCli docker,
    Checkout checkout,
    string source,
    string project,
    VerificationFolder folder,
    IDisposable held) : IAsyncDisposable
{
    private const int Attempts = 5;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly string[] Waiting = ["proxy", "guard", SandboxStack.Gateway, "workspace", "service"];

    /// <summary>What stands between <c>docker</c> and a verb of Compose.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="file">Another compose file than the checkout's.</param>
    public static string[] Compose(Checkout checkout, string? file) =>
    [
        .. ComposeArguments.Of(checkout, file),
        "--file", Path.Combine(checkout.Root, "build", "verification", "compose.verify.yaml"),
    ];

    /// <summary>
    /// What Compose needs to build the simulated internet under the user's sandbox's name, so that its Cleanup removes
    /// it.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> BuildEnvironment(SandboxName name) =>
        new Dictionary<string, string?>(Cleared, StringComparer.Ordinal)
        {
            ["SANDBOX_NAME"] = name.Value,
            ["SANDBOX_BASE_IMAGE"] = BaseImage.Tag,
        };

    /// <summary>Starts everything and waits until all of it answers.</summary>
    /// <param name="plan">What it is made of.</param>
    /// <param name="keys">Keys of its own.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<HermeticSandbox> StartAsync(VerificationPlan plan, IReadOnlyDictionary<string, KeyPair> keys, CancellationToken cancellation)
    {
        foreach (var image in SandboxImages.All)
            await docker.RunAsync(["image", "tag", $"{source}-{image}", $"{project}-{image}"], cancellation);

        var seed = Random.Shared.Next();
        for (var attempt = 1; ; attempt++)
        {
            var subnet = FreeSubnet.Pick(seed + attempt, await TakenAsync(cancellation));
            folder.Prepare(plan with { Squid = VerificationPolicy.In(plan.Squid, subnet.Internet, subnet.Host) }, keys);
            try
            {
                await docker.RunAsync(
                    [.. Compose(checkout, folder.Compose), "--file", folder.Mounts, "--file", folder.Services, "up", "--detach", "--no-build"], cancellation, Environment(subnet, plan.Runtime));
                return await OpenAsync(subnet, PresentConfiguration.PolicyOf(plan.Squid), cancellation);
            }
            catch (CommandException overlap) when (attempt < Attempts && IsOverlap(overlap))
            {
                // Somebody else took a network in the meantime; another one is tried.
                await RemoveContainersAsync(cancellation);
            }
        }
    }

    /// <summary>Removes all there is of it, from this run or an earlier one that was killed.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        await RemoveContainersAsync(cancellation);
        await RemoveAsync(
            ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", .. SandboxImages.All.SelectMany(image => new[] { "--filter", $"reference={project}-{image}" })],
            ["image", "rm"],
            cancellation);

        folder.Remove();
    }

    /// <summary>
    /// Removes all of it, and lets go of the name. It has no token: a cancelled run is removed as well.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        using (held)
            await RemoveAsync(CancellationToken.None);
    }

    private async Task<HermeticSandbox> OpenAsync(FreeSubnet subnet, string policy, CancellationToken cancellation)
    {
        var containers = new SandboxContainers(docker, project, ResidentRunner.ProgramOf(checkout), HermeticSandbox.Environment);
        await containers.FindAsync(cancellation);
        await containers.WaitAsync("internet", StartLimit, cancellation);
        // The workspace takes its identity over with the first command in it.
        folder.Trust(
            await ReadAsync("/srv/internet/ca.crt"), await ReadAsync("/srv/internet/ssh_host_ed25519_key.pub"), InternetNames.Hosts);
        foreach (var service in new[] { "keys", SandboxStack.Gateway }) // which read their files when they start
            await (await containers.StrikeAsync(new Fault(service, Disturbance.Restart), cancellation))(cancellation);
        await Task.WhenAll(Waiting.Select(service => containers.WaitAsync(service, StartLimit, cancellation)));
        var (facts, addresses) = await containers.InspectAsync(live: false, policy, cancellation);
        addresses[Placeholders.Internet] = subnet.Internet;
        addresses[Placeholders.Own] = subnet.Host;
        addresses[Placeholders.Folder] = RealPath.Of(folder.Root).Replace('\\', '/');

        return new HermeticSandbox(containers, facts, addresses, folder, this);

        async Task<string> ReadAsync(string path) =>
            (await containers.ExecuteAsync("internet", [], ["cat", path], cancellation)).Output;
    }

    private async Task RemoveContainersAsync(CancellationToken cancellation)
    {
        var own = $"label={ComposeLabels.Project}={project}";
        await RemoveAsync(["ps", "--all", "--quiet", "--filter", own], ["rm", "--force", "--volumes"], cancellation);
        await RemoveAsync(["network", "ls", "--quiet", "--filter", own], ["network", "rm"], cancellation);
        await RemoveAsync(["volume", "ls", "--quiet", "--filter", own], ["volume", "rm"], cancellation);
    }

    private async Task RemoveAsync(string[] list, string[] remove, CancellationToken cancellation)
    {
        var found = await docker.ListAsync(list, cancellation);
        if (found.Length > 0)
            await docker.RunAsync([.. remove, .. found], cancellation);
    }

    // Networks of others come and go while they are listed, so one that is gone by now is no failure.
    private async Task<IReadOnlyCollection<IPNetwork>> TakenAsync(CancellationToken cancellation)
    {
        var ids = await docker.ListAsync(["network", "ls", "--quiet"], cancellation);
        var listed = await docker.TryAsync(
            ["network", "inspect", "--format", "{{range .IPAM.Config}}{{.Subnet}} {{end}}", .. ids], cancellation);

        return [.. listed.Output
            .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(subnet => IPNetwork.TryParse(subnet, out _))
            .Select(subnet => IPNetwork.Parse(subnet))];
    }

    private static bool IsOverlap(CommandException failed) =>
        failed.Detail.Contains("overlap", StringComparison.OrdinalIgnoreCase);

    private Dictionary<string, string?> Environment(FreeSubnet subnet, string? runtime) => new(Cleared, StringComparer.Ordinal)
    {
        ["SANDBOX_NAME"] = project,
        ["SANDBOX_RUNTIME"] = runtime,
        ["SANDBOX_CONFIG"] = folder.Configs,
        ["SANDBOX_BASE_IMAGE"] = BaseImage.Tag,
        ["WORKSPACE_MOUNT"] = folder.Projects,
        ["WORKSPACE_ENV_FILE"] = folder.WorkspaceEnv,
        ["COMPOSE_PROFILES"] = SandboxStack.Gateway,
        ["VERIFY_KEY"] = VerificationPolicy.Key,
        ["VERIFY_SUBNET"] = subnet.Network.ToString(),
        ["VERIFY_INTERNET"] = subnet.Internet,
        ["VERIFY_NAMES"] = string.Join(' ', InternetNames.In(subnet)),
    };

    // Everything that compose.yaml interpolates is set or removed, so that nothing of the user's own shell gets in.
    private static Dictionary<string, string?> Cleared { get; } =
        Sandbox.Interpolated.Append("VERIFY_REPOSITORIES").Append("VERIFY_KEY")
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
}
