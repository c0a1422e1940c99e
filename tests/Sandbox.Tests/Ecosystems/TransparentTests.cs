using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Ecosystems;

/// <summary>Programs that know of no proxy: no such name without their preset, and working with it.</summary>
public sealed class TransparentTests
{
    // What each of them says of a name that there is none of, and not that it should be tried again. pip keeps it to itself.
    private const string NoSuchName = "(?i)could not resolve|unable to resolve|name or service not known|not known|ENOTFOUND|no address associated|NameResolutionError|No matching distribution";

    private static readonly string[] Presets = ["github", "python", "debian", "npm"];

    private readonly Dictionary<string, CommandResult> _without = new(StringComparer.Ordinal);
    private ToolSandbox _sandbox = null!;
    private string _log = "";

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        var hasNpm = await Registries.TroubleAsync(BaseEcosystems.Npm) is null;
        _sandbox = await ToolSandbox.StartAsync(hasNpm ? "node claude-code" : ""); // the image of the other tests
        foreach (var client in TransparentClients.All.Concat(hasNpm ? TransparentClients.OfNode : []))
        {
            if (client.Registry is null || await Registries.TroubleAsync(client.Registry) is null)
                _without[client.Name] = await RunAsync(client.Script, CancellationToken.None);
        }

        _log = await _sandbox.LogAsync(CancellationToken.None);
        await _sandbox.ListAsync(Presets);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
    }

    [TestCaseSource(nameof(Names))]
    [CancelAfter(300_000)]
    public async Task Should_reach_what_is_listed_and_find_no_other_name(string name, CancellationToken cancellation)
    {
        if (!_without.TryGetValue(name, out var without))
            Assert.Ignore("The registry that it asks cannot be reached from this machine.");
        var client = TransparentClients.All.Concat(TransparentClients.OfNode).Single(client => client.Name == name);
        without.ExitCode.ShouldNotBe(0, without.Output);
        without.Output.ShouldMatch(NoSuchName);
        without.Output.ShouldNotContain("emporary failure");
        _log.ShouldContain($"DENY  {client.Host}  looked up, not in allowed-sites.txt");

        var with = await RunAsync(client.Script, cancellation);

        with.ExitCode.ShouldBe(0, with.Output);
        with.Output.ShouldContain(client.Expected);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_propose_what_was_looked_up(CancellationToken cancellation)
    {
        await RunAsync("getent hosts wanted.ai-sandbox.example", cancellation);

        var suggested = await _sandbox.HostAsync("Suggest", cancellation);

        suggested.Output.ShouldContain("wanted.ai-sandbox.example");
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_refuse_a_remembered_address_when_its_name_is_off_the_list(CancellationToken cancellation)
    {
        var address = (await RunAsync("getent ahostsv4 github.com | awk 'NR == 1 { print $1 }'", cancellation)).Output.Trim();
        address.ShouldStartWith("198.1");
        await _sandbox.ListAsync();
        try
        {
            var named = await RunAsync("curl -sS https://github.com/", cancellation);
            var dialled = await RunAsync($"curl -sS --resolve github.com:443:{address} https://github.com/", cancellation);
            var ssh = await RunAsync($"ssh -o ProxyCommand=none -o StrictHostKeyChecking=no git@{address} true", cancellation);

            named.Output.ShouldContain("Could not resolve host");
            dialled.Output.ShouldContain("alert access denied");
            ssh.Output.ShouldContain("github.com is not in allowed-sites.txt for port 22. The owner of this sandbox can allow it, on the host: ./build.sh --target=Allow");
        }
        finally
        {
            await _sandbox.ListAsync(Presets);
        }
    }

    private Task<CommandResult> RunAsync(string script, CancellationToken cancellation) =>
        _sandbox.ExecuteAsync(TransparentClients.Clear + script, cancellation);

    private static IEnumerable<string> Names => TransparentClients.All.Concat(TransparentClients.OfNode).Select(client => client.Name);
}
