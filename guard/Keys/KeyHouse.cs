namespace AiSandbox.Guard.Keys;

/// <summary>An agent with the keys in it, each bound to where it may log in.</summary>
internal sealed class KeyHouse : IDisposable
{
    private readonly SshAgent _agent;

    private KeyHouse(SshAgent agent, IReadOnlyList<HeldKey> keys) => (_agent, Keys) = (agent, keys);

    /// <summary>What it holds.</summary>
    public IReadOnlyList<HeldKey> Keys { get; }

    /// <summary>Ends when the agent does.</summary>
    public Task Ended => _agent.Ended;

    /// <summary>Starts an agent and gives it the keys.</summary>
    /// <param name="socket">The agent's socket.</param>
    /// <param name="files">Private keys by the names of their files. They are wiped.</param>
    /// <param name="pinned">The hosts that a key can be bound to.</param>
    /// <param name="isBound">Whether keys are bound.</param>
    /// <param name="log">Told what is not as it could be.</param>
    /// <exception cref="Configuration.ConfigurationException">A key cannot be used.</exception>
    public static async Task<KeyHouse> OpenAsync(
        string socket, IReadOnlyDictionary<string, byte[]> files, PinnedHosts pinned, bool isBound, KeysLog log)
    {
        var agent = new SshAgent(socket);
        try
        {
            await agent.WaitAsync();
            // Those that were read lie where nobody may look.
            var hostKeys = $"{socket}.known_hosts";
            await File.WriteAllTextAsync(hostKeys, pinned.Text);
            List<HeldKey> keys = [];
            foreach (var (name, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                var hosts = HostsOf(name, files.Keys, pinned);
                if (!isBound || name == HeldKey.Signing)
                    hosts = [];
                else if (hosts.Count == 0 && HeldKey.HostOf(name) is null)
                {
                    log.Note($"{name} logs in nowhere: no host is pinned");
                    continue;
                }
                else if (hosts.Count == 0)
                    log.Note($"{name} is not bound to its host, whose key is not pinned");
                keys.Add(await agent.AddAsync(name, text, hosts, hostKeys));
                Array.Clear(text);
            }

            return new KeyHouse(agent, keys);
        }
        catch
        {
            agent.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _agent.Dispose();

    // A key of one host is for it alone; the other one for all hosts that have none.
    private static IReadOnlyCollection<string> HostsOf(string name, IEnumerable<string> files, PinnedHosts pinned)
    {
        if (HeldKey.HostOf(name) is { } own)
            return pinned.Has(own) ? [own] : [];

        var others = files.Select(HeldKey.HostOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. pinned.Names.Where(host => !others.Contains(host))];
    }
}
