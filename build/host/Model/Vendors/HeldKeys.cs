using System.Text.Json;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Policy;

namespace AiSandbox.Host.Model.Vendors;

/// <summary>
/// The keys that the gateway holds, and what it needs to know: <c>configs/gateway</c>, which no other container sees. A vendor whose key
/// is there is reached by the gateway, and by nobody else: its host is closed to the workspace, whatever list has it.
/// </summary>
/// <param name="checkout">The checkout.</param>
public sealed class HeldKeys(Checkout checkout)
{
    private const string Ending = ".txt";

    private IReadOnlyList<Vendor>? _vendors;

    private string Folder => FolderOf(checkout.Configs);

    /// <summary>The vendors there are: those of the product, and the user's own, which come first.</summary>
    /// <exception cref="SandboxException">A file is wrong.</exception>
    public IReadOnlyList<Vendor> Vendors => _vendors ??= [.. Read(checkout.OwnVendors, checkout.Show("env/vendors")).Concat(Read(checkout.Vendors, "templates/vendors")).DistinctBy(vendor => vendor.Name, StringComparer.Ordinal)];

    /// <summary>Those whose keys are held.</summary>
    public IEnumerable<Vendor> Held => FileStore.Names(KeysOf(checkout.Configs)).Select(Find).OfType<Vendor>();

    /// <summary>Whether any is held: else there is no gateway.</summary>
    /// <param name="configs">The folder with what is rendered.</param>
    public static bool AreThere(string configs) => FileStore.Names(KeysOf(configs)).Count > 0;

    /// <summary>The SHA-256 of all that the gateway reads once, when it starts; nothing where there is none.</summary>
    /// <inheritdoc cref="AreThere"/>
    public static string HashOf(string configs) => AreThere(configs)
        ? FileStore.HashOf(KeysOf(configs), Path.Combine(FolderOf(configs), "gateway.json"), Path.Combine(configs, "certificates", "workspace.crt"))
        : "";

    /// <summary>The vendor of a name.</summary>
    public Vendor? Find(string name) => Vendors.FirstOrDefault(vendor => vendor.Name == name);

    /// <summary>Keeps a key from now on.</summary>
    /// <exception cref="UsageException">It cannot be one; nothing was kept.</exception>
    public void Keep(Vendor vendor, string text)
    {
        // The bounds are those of gateway/Configuration/HeldKey.cs.
        if (text.Trim() is not { Length: >= 8 and <= 8192 } key || key.Any(letter => letter is <= ' ' or > '~'))
            throw new UsageException($"That is no key of {vendor.Name}: a key is 8 visible letters at least, on one line. Nothing was kept.");

        FileStore.CreatePrivateFolder(KeysOf(checkout.Configs));
        FileStore.Write(Key(vendor), $"{key}\n", FileStore.Private);
    }

    /// <summary>Forgets a key.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Forget(Vendor vendor) => FileStore.Remove(Key(vendor));

    /// <summary>The variables that lead the workspace's programs to the gateway.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        Held.SelectMany(vendor => vendor.Variables).DistinctBy(variable => variable.Key, StringComparer.Ordinal).ToDictionary(variable => variable.Key, variable => variable.Value, StringComparer.Ordinal);

    /// <summary>Renders what the gateway, the proxy and git read.</summary>
    /// <param name="settings">The settings of the workspace.</param>
    /// <param name="bound">The list of whoever manages this machine, where there is one.</param>
    /// <exception cref="SandboxException">A repository is at a host that no key is held for, or a vendor's host goes beyond the bound.</exception>
    public void Render(WorkspaceSettings settings, ManagedBound? bound)
    {
        RequireWithin(bound);
        var held = Held.ToList();
        if (settings.Repositories.FirstOrDefault(repository => !held.Any(vendor => IsFor(vendor, repository))) is { } other)
        {
            throw new SandboxException(
                $"{SettingNames.Repositories} has {other.Host}/{other.Path}, and the gateway has no token for {other.Host}.", "./build.sh --target=PrepareKeys --vendor=github", ExitCodes.Usage);
        }

        FileStore.CreatePrivateFolder(Folder);
        FileStore.CreatePrivateFolder(KeysOf(checkout.Configs));
        FileStore.Write(Path.Combine(Folder, "gateway.json"), Json(held, settings), FileStore.Private);
        foreach (var (file, text) in Lists(held))
            FileStore.Write(Path.Combine(checkout.Configs, "proxy", file), text);
        FileStore.Write(Path.Combine(checkout.Configs, "allowed", "gitconfig"), GitConfig(held, settings.Repositories));
    }

    /// <summary>Makes sure that no key is held for a host that the machine's list does not have.</summary>
    /// <exception cref="SandboxException">One is.</exception>
    public void RequireWithin(ManagedBound? bound)
    {
        if (Held.FirstOrDefault(vendor => bound?.Beyond(new AllowlistEntry(vendor.Url.Host, false, AllowedPorts.Https, vendor.IsPrivate, false, null, null, "", 0)) is AllowedPorts.Https) is { } beyond)
        {
            throw new SandboxException(
                $"The gateway has a key for {beyond.Url.Host}, which goes beyond {bound!.File}, the list of whoever manages this machine.",
                $"./build.sh --target=PrepareKeys --vendor={beyond.Name} --remove", ExitCodes.Usage);
        }
    }

    /// <summary>The files that the proxy reads, by name: the hosts that have a key, and those of them whose address may be private.</summary>
    public static IReadOnlyDictionary<string, string> Lists(IReadOnlyList<Vendor> vendors) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["allowed-keys"] = Hosts(vendors),
        ["allowed-keys-private"] = Hosts(vendors.Where(vendor => vendor.IsPrivate)),
    };

    private static string Hosts(IEnumerable<Vendor> vendors) => string.Concat(vendors.Select(vendor => $"{vendor.Url.Host}\n").Distinct(StringComparer.Ordinal));

    /// <summary>What the gateway reads (gateway/Configuration/GatewayOptions.cs).</summary>
    internal static string Json(IEnumerable<Vendor> vendors, WorkspaceSettings settings) => JsonSerializer.Serialize(
        new
        {
            vendors = vendors.Select(vendor => new
            {
                name = vendor.Name,
                origin = vendor.Url,
                header = vendor.Header,
                value = vendor.Value,
                allow = vendor.Allow.Concat(settings.Repositories.Where(repository => IsFor(vendor, repository)).SelectMany(repository => repository.Routes)),
                query = vendor.Query,
                body = vendor.Body,
            }),
            limits = settings.AgentBudget.Select(limit => new { most = limit.Most, of = limit.OfTokens ? "Tokens" : "Requests", @in = limit.IsMinute ? "Minute" : "Day" }),
        },
        StrictJson.Indented);

    /// <summary>What leads git to the gateway.</summary>
    internal static string GitConfig(IReadOnlyList<Vendor> held, IReadOnlyList<Repository> repositories) => string.Concat(
        from repository in repositories
        let vendor = held.First(vendor => IsFor(vendor, repository))
        let url = $"{vendor.Url.GetLeftPart(UriPartial.Authority)}/{repository.Path}"
        select $"[url \"{vendor.Here}/{repository.Path}.git\"]\n\tinsteadOf = {url}.git\n\tinsteadOf = {url}\n");

    private static bool IsFor(Vendor vendor, Repository repository) => vendor.Body is Vendor.Git && vendor.Url.Host == repository.Host;

    private string Key(Vendor vendor) => Path.Combine(KeysOf(checkout.Configs), vendor.Name);

    private static string FolderOf(string configs) => Path.Combine(configs, "gateway");

    private static string KeysOf(string configs) => Path.Combine(FolderOf(configs), "keys");

    private static IEnumerable<Vendor> Read(string folder, string shown) => FileStore.Names(folder)
        .Where(file => file.EndsWith(Ending, StringComparison.Ordinal))
        .Select(file => VendorFile.Read(file[..^Ending.Length], $"{shown}/{file}", FileStore.Read(Path.Combine(folder, file))!.ReplaceLineEndings("\n").Split('\n')));
}
