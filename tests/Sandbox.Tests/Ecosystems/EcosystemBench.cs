using AiSandbox.Host.Platform.Commands;

namespace Sandbox.Tests.Ecosystems;

/// <summary>Tries ecosystems: all of them without any preset first, then each with its own on the list.</summary>
/// <param name="sandbox">Where.</param>
internal sealed class EcosystemBench(ToolSandbox sandbox)
{
    private const int AtOnce = 4;

    private readonly Dictionary<string, CommandResult> _without = new(StringComparer.Ordinal);
    private string _log = "";

    /// <summary>Tries them without a preset, and then puts the presets on the list.</summary>
    public async Task PrepareAsync(IReadOnlyList<Ecosystem> ecosystems)
    {
        var reached = new List<Ecosystem>();
        foreach (var ecosystem in ecosystems)
        {
            if (ecosystem.Registry is null || await Registries.TroubleAsync(ecosystem.Registry) is null)
                reached.Add(ecosystem);
        }

        using var few = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(reached.Select(async ecosystem =>
        {
            await few.WaitAsync();
            try
            {
                var result = await sandbox.ExecuteAsync(ecosystem.Script, CancellationToken.None);
                lock (_without)
                    _without[ecosystem.Name] = result;
            }
            finally
            {
                few.Release();
            }
        }));
        _log = await sandbox.LogAsync(CancellationToken.None);
        await sandbox.ListAsync(reached.Select(ecosystem => ecosystem.Preset).Distinct());
    }

    /// <summary>Says that it failed without its preset for that reason, and works with it.</summary>
    public async Task ProveAsync(Ecosystem ecosystem, CancellationToken cancellation)
    {
        if (ecosystem.Registry is { } registry && await Registries.TroubleAsync(registry) is { } trouble)
            Assert.Ignore(trouble);

        var without = _without[ecosystem.Name];
        without.ExitCode.ShouldNotBe(0, $"without @{ecosystem.Preset}: {without.Output}");
        without.Output.ShouldNotContain(ecosystem.Expected);
        _log.ShouldContain($"DENY  {(ecosystem.Dials ? $"{ecosystem.Host}  looked up," : $"{ecosystem.Host}:{ecosystem.Port} ")} not in allowed-sites.txt");

        var with = await sandbox.ExecuteAsync(ecosystem.Script, cancellation);

        with.ExitCode.ShouldBe(0, $"with @{ecosystem.Preset}: {with.Output}");
        with.Output.ShouldContain(ecosystem.Expected);
    }
}
