using AiSandbox.Host.Model;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Features.Traffic;

/// <summary>
/// Which entry of the list in force covers a host: the guard keeps a budget an entry, and this is read from the files that
/// it reads.
/// </summary>
internal sealed class EntryNames(ProxyLists lists)
{
    private readonly NameSet _https = new(lists.Https);
    private readonly NameSet _ssh = new(lists.Ssh);

    /// <summary>The lists that <c>Up</c> rendered; none where it has not yet.</summary>
    public static EntryNames Read(Checkout checkout) =>
        new(ProxyListFiles.Read(checkout.Configs) ?? ProxyLists.Of(AllowedSites.Nothing));

    /// <summary>The entry as the list spells it, or the host itself where none covers it.</summary>
    public string Of(string host, string port) => (port == "22" ? _ssh : _https).Find(host) ?? host;
}
