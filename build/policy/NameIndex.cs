using System.Runtime.InteropServices;

namespace AiSandbox.Policy;

/// <summary>
/// Finds what was stored for a name or for a domain above it, in time that grows with the name alone.
/// </summary>
/// <param name="capacity">How many hosts there may be.</param>
internal sealed class NameIndex<T>(int capacity = 0)
    where T : class
{
    private readonly Dictionary<string, T> _hosts = new(capacity, StringComparer.Ordinal);
    private readonly Dictionary<string, T> _domains = new(StringComparer.Ordinal);

    /// <summary>What is stored for exactly this host or domain, to be read or set.</summary>
    public ref T? At(string name, bool isDomain) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(isDomain ? _domains : _hosts, name, out _);

    /// <summary>
    /// What is stored for whatever includes a host, or a domain: itself first, then the domains above it.
    /// </summary>
    public Inclusion Including(string name, bool isDomain) => new(this, name, isDomain);

    /// <summary>A walk up the labels of a name that allocates nothing.</summary>
    internal ref struct Inclusion(NameIndex<T> index, string name, bool isDomain)
    {
        private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _domains =
            index._domains.GetAlternateLookup<ReadOnlySpan<char>>();

        private ReadOnlySpan<char> _rest = name;
        private bool _isHostNext = !isDomain;
        private bool _isOver;

        /// <summary>What was found.</summary>
        public T Current { get; private set; } = null!;

        /// <summary>The walk itself.</summary>
        public readonly Inclusion GetEnumerator() => this;

        /// <summary>Goes on to what includes more.</summary>
        public bool MoveNext()
        {
            if (_isHostNext)
            {
                _isHostNext = false;
                if (index._hosts.TryGetValue(name, out var host))
                {
                    Current = host;
                    return true;
                }
            }

            while (!_isOver)
            {
                var domain = _rest;
                var dot = _rest.IndexOf('.');
                _isOver = dot < 0;
                _rest = _rest[(dot + 1)..];
                if (_domains.TryGetValue(domain, out var found))
                {
                    Current = found;
                    return true;
                }
            }

            return false;
        }
    }
}
