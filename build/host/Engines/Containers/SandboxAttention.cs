namespace AiSandbox.Host.Engines.Containers;

/// <summary>What of a sandbox needs somebody's attention although nothing fails yet, or though something has failed.</summary>
public sealed class SandboxAttention(EngineSight sight, PolicyCheck policy, SandboxDrift drift, DiskRoom room, AddressPools pools)
{
    /// <summary>Looks at all of it, at once.</summary>
    public async Task<IReadOnlyList<ContainerTrouble>> ReadAsync(IReadOnlyDictionary<string, ContainerState> containers, CancellationToken cancellation)
    {
        var blind = sight.IsBlindAsync(cancellation);
        var refused = policy.LookAsync(containers, cancellation);
        var changed = drift.ReadAsync(containers, cancellation);
        var full = room.ReadAsync(containers.GetValueOrDefault("gate"), cancellation);
        var overlaps = pools.ConflictsAsync(cancellation);

        List<ContainerTrouble> found = [.. containers.Where(pair => pair.Value.Trouble is not null).Select(pair => pair.Value.Trouble! with { What = $"{pair.Key} {pair.Value.Trouble!.What}" })];
        if (await blind)
            found.Add(new("the engine does not see this checkout: it runs on another machine, or sees other files", "unset DOCKER_HOST DOCKER_CONTEXT"));
        if (await refused is { } trouble)
            found.Add(trouble);
        found.AddRange(await changed);
        found.AddRange(await full);
        found.AddRange((await overlaps).Select(overlap =>
            new ContainerTrouble($"the machine's network {overlap}, which the engine gives to sandboxes", "set another \"default-address-pools\" in the engine's daemon.json")));

        return found;
    }
}
