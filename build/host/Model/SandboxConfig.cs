using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Services;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model;

/// <summary>Reads what a sandbox is, and renders its configuration.</summary>
public sealed class SandboxConfig(
    Checkout checkout, AllowlistStore allowlist, WorkspaceEnv env, ConfigRenderer renderer, HandEdits squidConf, HeldKeys keys, ServicesFile services)
{
    /// <summary>Reads and checks the allowlist and the settings.</summary>
    /// <exception cref="SandboxException">One of them is not valid; the message names file, line and reason.</exception>
    public Sandbox Load(HostOptions options) =>
        // Without links: what is mounted is compared with it.
        new(options.Name, RealPath.Of(checkout.Configs), env.Read(), allowlist.Load())
        {
            Runtime = options.Runtime,
            Services = services.Read(),
            EditorFolder = checkout.IsMain ? checkout.Root : null,
        };

    /// <summary>Renders everything that compose.yaml mounts, but for keys and identity, which are PrepareSsh's.</summary>
    public void Render(Sandbox sandbox)
    {
        var proxy = Path.Combine(sandbox.Config, "proxy");
        ProxyListFiles.Write(sandbox.Config, ProxyLists.Of(sandbox.Sites));
        RenderPolicy(sandbox, Own());
        FileStore.Write(Path.Combine(sandbox.Config, "allowed", "name"), NameOption(sandbox));
        FileStore.Write(Path.Combine(proxy, "guard.json"), GuardJson(sandbox));
        // Nobody else on this machine enters the folder above; in it, it is to be read by the proxy's user.
        FileStore.CreatePrivateFolder(Path.Combine(sandbox.Config, "upstream"));
        FileStore.CreatePublicFolder(Path.GetDirectoryName(UpstreamFile(sandbox.Config))!);
        FileStore.Write(UpstreamFile(sandbox.Config), UpstreamText(sandbox.Settings.Upstream));
        FileStore.CreatePublicFolder(Path.Combine(sandbox.Config, "certificates"));
        FileStore.Write(Path.Combine(sandbox.Config, "certificates", "workspace.crt"), sandbox.Settings.Authorities);
        MountsFile.Write(checkout, renderer, sandbox.Settings);
        keys.Render(sandbox.Settings, allowlist.Bound());
        services.Render(sandbox);
        FileStore.Write(sandbox.WorkspaceEnvFile, EnvFileText(sandbox), FileStore.Private);
    }

    /// <summary>The text of squid.conf.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="own">The addresses and networks that no listed name may lead to.</param>
    public string PolicyOf(Sandbox sandbox, IReadOnlyList<string> own) =>
        renderer.Render("squid.conf.sbn", new
        {
            VisibleHostname = "proxy",
            DnsNameservers = Array.Empty<string>(),
            OwnAddresses = own,
            NameOption = NameOption(sandbox),
        });

    /// <summary>The file below configs/ that says by which proxy Squid goes out.</summary>
    public static string UpstreamFile(string config) => Path.Combine(config, "upstream", "proxy", "upstream.conf");

    /// <summary>Renders squid.conf.</summary>
    /// <inheritdoc cref="PolicyOf"/>
    /// <returns>Whether it is another one.</returns>
    public bool RenderPolicy(Sandbox sandbox, IReadOnlyList<string> own) => squidConf.Write(PolicyOf(sandbox, own));

    /// <summary>The files that <see cref="Render"/> would write otherwise than they lie there: a template or a setting was changed.</summary>
    public IReadOnlyList<string> Outdated(Sandbox sandbox) =>
        [.. new (string File, string? Text)[]
            {
                (squidConf.Path, PolicyOf(sandbox, Own())),
                (Path.Combine(sandbox.Config, "proxy", "guard.json"), GuardJson(sandbox)),
                (UpstreamFile(sandbox.Config), UpstreamText(sandbox.Settings.Upstream)),
                (sandbox.WorkspaceEnvFile, EnvFileText(sandbox)),
                (checkout.ServicesCompose, services.Compose(sandbox.Services)),
            }
            .Where(one => FileStore.Read(one.File) != one.Text)
            .Select(one => Path.GetFileName(one.File))];

    // The engine is asked for its own by Up; until then those of the last time hold.
    private IReadOnlyList<string> Own() => squidConf.Rendered is { } last ? OwnAddresses.In(last) : OwnAddresses.Here();

    private string GuardJson(Sandbox sandbox) => renderer.Render("guard.json.sbn", new
    {
        BudgetBytesPerHost = sandbox.Settings.EgressBudgetBytes ?? 0,
        AllowEch = sandbox.Settings.AllowEch ? "true" : "false",
        Upstream = sandbox.Settings.Upstream is null ? "false" : "true",
    });

    private string UpstreamText(UpstreamProxy? proxy) => renderer.Render("upstream.conf.sbn", new
    {
        Host = proxy?.Host ?? "",
        Port = proxy?.Port ?? 0,
        Login = proxy is { Login.Length: > 0 } ? $" login={proxy.Login}" : "",
    });

    // What the owner's command needs to mean this sandbox: refusals inside show it.
    private string NameOption(Sandbox sandbox) => checkout.IsMain ? "" : $" {Option.Name}={sandbox.Name}";

    // Only the workspace's own variables: the host's settings name folders of the host.
    private string EnvFileText(Sandbox sandbox) =>
        string.Concat(sandbox.Settings.Variables.Concat(keys.Variables).Select(variable => $"{variable.Key}={EnvValue.InQuotes(variable.Value)}\n"));
}
